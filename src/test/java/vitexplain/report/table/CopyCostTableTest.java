package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.report.ReportWriter;
import vitexplain.report.SyntheticRun;
import vitexplain.report.results.Results;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Section;

class CopyCostTableTest {
  @TempDir Path scratch;

  @Test
  void whatTokenDropSavesAndRoadCostsIsToldApart() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    SyntheticRun.evaluation(folder);
    assertThat(CopyCostTable.of(Results.of(folder))).isEmpty();
    Map<String, Double> measured = new HashMap<>();
    measured.put("forward_passes", 300.0);
    add(measured, "drop", 100, 0.5, 1);
    add(measured, "road", 200, 1, 40);
    measured.put("forward_seconds", 250.0);
    measured.put("copy_seconds", 41.0);
    measured.put("explain_seconds", 50.0);
    measured.put("wall_seconds", 371.0);
    Section ended = Manifest.of(folder).section("evaluate").orElseThrow();
    Manifest.record(
        folder, "evaluate", ended.ended(ended.end(), ended.counts(), measured, Map.of()));
    PaperTable table = CopyCostTable.of(Results.of(folder)).orElseThrow();
    assertThat(table.rows())
        .containsExactly(
            List.of("drop", "100", "500", "50", "1"), List.of("road", "200", "1000", "200", "40"));
    assertThat(table.caption())
        .contains("371 s: 250 in", "41 making copies", "30 for all else", "maps 24 %");
    assertThat(Files.readString(ReportWriter.write(folder))).contains("The evaluation itself");
  }

  @Test
  void aResumedRunWithNothingLeftToDoHasNoSuchTable() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    SyntheticRun.evaluation(folder);
    Section ended = Manifest.of(folder).section("evaluate").orElseThrow();
    Map<String, Double> nothing =
        Map.of(
            "forward_passes",
            0.0,
            "forward_seconds",
            0.0,
            "copy_seconds",
            0.0,
            "wall_seconds",
            2.0);
    Manifest.record(
        folder, "evaluate", ended.ended(ended.end(), ended.counts(), nothing, Map.of()));
    assertThat(CopyCostTable.of(Results.of(folder))).isEmpty();
    assertThat(ReportWriter.write(folder)).exists();
  }

  @Test
  void aMisspeltNumberOfAManifestWithoutHashIsRefusedByName() throws IOException {
    for (String key : new String[] {"wall_seconds", "forward_drop_ms_per_pass"}) {
      RunFolder folder = new RunFolder(scratch.resolve(key));
      SyntheticRun.evaluation(folder);
      Map<String, Double> measured = new HashMap<>(Map.of("forward_passes", 100.0));
      add(measured, "drop", 100, 0.5, 1);
      measured.putAll(Map.of("forward_seconds", 50.0, "copy_seconds", 1.0, "wall_seconds", 60.0));
      measured.put(key + "x", measured.remove(key));
      Section ended = Manifest.of(folder).section("evaluate").orElseThrow();
      Manifest.record(
          folder, "evaluate", ended.ended(ended.end(), ended.counts(), measured, Map.of()));
      assertThatThrownBy(() -> CopyCostTable.of(Results.of(folder)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("manifest.json")
          .hasMessageContaining("Did you mean '" + key + "x'");
    }
  }

  private static void add(
      Map<String, Double> measured, String fill, double passes, double seconds, double copies) {
    measured.put("forward_" + fill + "_passes", passes);
    measured.put("forward_" + fill + "_ms_per_pass", 1e3 * seconds);
    measured.put("forward_" + fill + "_seconds", passes * seconds);
    measured.put("copy_" + fill + "_seconds", copies);
  }
}
