package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.run.RunFolder;
import vitexplain.run.row.PeerRow;

/** Ours against theirs: a table and a figure for each condition. */
class PeersReportTest {

  @TempDir Path root;

  private RunFolder folder;

  @BeforeEach
  void writeTimes() {
    folder = new RunFolder(root);
    SyntheticRun.benchmarks(folder);
  }

  private static PeerRow row(String peer, String ours, double seconds, PeerRow.Ratio ratio) {
    boolean timed = Double.isFinite(seconds);
    return new PeerRow(
        peer,
        peer + " 1.0",
        ours,
        "demo",
        "cpu",
        "float32",
        1,
        2,
        timed ? 12 : 0,
        List.of(seconds, seconds),
        timed ? new PeerRow.Spread(seconds, 0.9 * seconds, 1.1 * seconds) : PeerRow.Spread.NONE,
        0.012,
        ratio,
        timed ? 1.5e-6 : Double.NaN,
        timed ? "" : "not timed in 2 of 2 rounds: no module");
  }

  private static PeerRow.Ratio between(double low, double mean, double high) {
    return new PeerRow.Ratio(mean, low, high, PeerRow.Ratio.RANGE);
  }

  private void writePeers() {
    folder
        .table(PeerRow.SCHEMA)
        .write(
            List.of(
                row("fast", "forward", 0.0132, between(1.05, 1.1, 1.15)),
                row("slow", "legrad", 0.03, between(2.4, 2.5, 2.6)),
                row("gone", "legrad", Double.NaN, PeerRow.Ratio.NONE)));
  }

  @Test
  void rowsAreReadBackAsTheyWereWritten() {
    writePeers();
    List<PeerRow> rows = folder.table(PeerRow.SCHEMA).read();
    assertThat(rows.get(1)).isEqualTo(row("slow", "legrad", 0.03, between(2.4, 2.5, 2.6)));
    assertThat(rows.get(2).roundSeconds()).allMatch(value -> value.isNaN()).hasSize(2);
    assertThat(rows.get(2).isTimed()).isFalse();
  }

  @Test
  void pageHasTheTableTheFigureAndWhyOneIsMissing() throws Exception {
    writePeers();
    String page = Files.readString(ReportWriter.write(folder));
    assertThat(page).contains("Ours against theirs");
    assertThat(page).contains("gone, batch 1: not timed in 2 of 2 rounds: no module.");
    assertThat(root.resolve("figures/peers-demo-cpu-float32-2-threads-batch-1.svg"))
        .content()
        .contains("forward pass: fast, 1.10 ×", "legrad: slow, 2.50 ×")
        .doesNotContain("gone");
    assertThat(Files.readString(root.resolve("tables/peers.csv")))
        .contains("slow", "1.5e−6", "2.50 [2.40, 2.60]", "30.0 [27.0, 33.0]");
  }

  @Test
  void withoutOtherProgramsThereIsNeither() throws Exception {
    String page = Files.readString(ReportWriter.write(folder));
    assertThat(page).doesNotContain("Ours against theirs");
    assertThat(root.resolve("tables/peers.csv")).doesNotExist();
  }
}
