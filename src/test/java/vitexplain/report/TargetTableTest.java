package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.run.RunFolder;
import vitexplain.run.TargetRow;

class TargetTableTest {
  @TempDir Path scratch;

  @Test
  void metAndMissedAreToldByWordsNotByColour() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    SyntheticRun.benchmarks(folder);
    folder
        .table(TargetRow.SCHEMA)
        .write(
            List.of(
                new TargetRow(
                    "legrad", "demo", 8, "ratio_to_forward", 1.95, 1.8, true, 1.75, 1.9, 3),
                new TargetRow(
                    "gmar-l1", "demo", 8, "peak_rss_mb", 1500, 1600, false, 1400, 1600, 3)));
    PaperTable table = TargetTable.of(Results.of(folder)).orElseThrow();
    assertThat(table.rows())
        .containsExactly(
            List.of(
                "legrad",
                "demo",
                "8",
                "time ÷ forward",
                "1.950",
                "1.800 [1.750, 1.900]",
                "3",
                "✓ met"),
            List.of(
                "gmar-l1",
                "demo",
                "8",
                "peak memory, MB",
                "1500",
                "1600 [1400, 1600]",
                "3",
                "✗ missed"));
    assertThat(table.caption()).contains("met: 1 of 2");
    assertThat(Files.readString(ReportWriter.write(folder))).contains("<h3>Targets</h3>");
    assertThat(folder.tables().resolve("targets.tex")).content().contains("$\\checkmark$ met");
  }
}
