package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.ReportWriter;
import vitexplain.report.SyntheticRun;
import vitexplain.report.results.Results;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Section;

class MapCostTablesTest {
  @TempDir Path scratch;

  @Test
  void mapsAreToldApartByPurposeAndByMethodTheCostliestFirst() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    SyntheticRun.evaluation(folder);
    assertThat(MapCostTables.of(Results.of(folder))).isEmpty();
    Map<String, Double> measured = new HashMap<>();
    measured.put("forward_passes", 1.0);
    measured.put("forward_seconds", 1.0);
    measured.put("copy_seconds", 1.0);
    measured.put("wall_seconds", 9.0);
    measured.put("explain_passes", 14.0);
    measured.put("explain_seconds", 6.0);
    measured.put("explain_images_passes", 4.0);
    measured.put("explain_images_seconds", 2.04);
    measured.put("explain_noisy_passes", 10.0);
    measured.put("explain_noisy_seconds", 4.0);
    measured.put("explain_of_legrad_seconds", 0.5);
    measured.put("explain_of_rise:masks=8_seconds", 3.0);
    Section ended = Manifest.of(folder).section("evaluate").orElseThrow();
    Manifest.record(
        folder, "evaluate", ended.ended(ended.end(), ended.counts(), measured, Map.of()));
    List<PaperTable> tables = MapCostTables.of(Results.of(folder));
    assertThat(tables.get(0).rows())
        .containsExactly(
            List.of("the images", "4", "2.0"),
            List.of("noisy copies (max_sensitivity)", "10", "4.0"));
    assertThat(tables.get(1).rows())
        .containsExactly(List.of("rise:masks=8", "3.0"), List.of("legrad", "0.5"));
    assertThat(Files.readString(ReportWriter.write(folder)))
        .contains("What the maps of the evaluation were for", "Time of the same maps by method");
  }
}
