package vitexplain.latency.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.latency.jmh.Timing;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.PeerRow;

class PeerTableTest {

  private static final double ROUNDING = 1e-12;
  private static final int BATCH = 2;
  private static final Peer FORWARD = new Peer("other", "forward", "other 1");
  private static final Peer LEGRAD = new Peer("other-legrad", "legrad", "other 1");

  private static Timing ours(String benchmark, String method, int batch, Double... roundMs) {
    return new Timing(
        new LatencyRow(
            benchmark, method, "m", "cpu", "float32", batch, 2, "avgt", 0, 0, 0, 0, 0, 0, 0, 0, 0),
        List.of(roundMs),
        List.of());
  }

  private static PeerResult result(double seconds) {
    return new PeerResult(seconds, 3, 1e-6, "");
  }

  private static PeerRow row(Peer peer, List<Timing> timings, PeerResult... rounds) {
    PeerTrial trial = new PeerTrial(peer, "m", BATCH, Path.of("in"));
    return new PeerTable(timings, 2, 7).rows(Map.of(trial, Arrays.asList(rounds))).get(0);
  }

  @Test
  void timesAreSecondsAnImageAndTheRatioIsOfTheSameRounds() {
    List<Timing> timings =
        List.of(
            ours("forward", "", 1, 1.0, 1.0, 1.0),
            ours("forward", "", BATCH, 100.0, 200.0, 400.0),
            ours("explanation", "legrad", BATCH, 5.0, 5.0, 5.0));
    PeerRow row = row(FORWARD, timings, result(0.2), result(0.4), result(1.6));
    assertThat(row.roundSeconds()).containsExactly(0.1, 0.2, 0.8);
    assertThat(row.seconds()).isEqualTo(new PeerRow.Spread(0.2, 0.1, 0.8));
    assertThat(row.oursSeconds()).isEqualTo(0.1);
    assertThat(row.ratio().mean()).isCloseTo(Math.cbrt(2 * 2 * 4), within(ROUNDING));
    assertThat(row.ratio().low()).isCloseTo(2, within(ROUNDING));
    assertThat(row.ratio().high()).isCloseTo(4, within(ROUNDING));
    assertThat(row.ratio().interval()).isEqualTo(PeerRow.Ratio.RANGE);
    assertThat(row.calls()).isEqualTo(9);
    assertThat(row.difference()).isEqualTo(1e-6);
    assertThat(row.notes()).isEmpty();
  }

  @Test
  void methodIsComparedWithItsExplanation() {
    List<Timing> timings =
        List.of(
            ours("reference", "legrad", BATCH, 900.0), ours("explanation", "legrad", BATCH, 50.0));
    PeerRow row = row(LEGRAD, timings, result(0.1));
    assertThat(row.ratio().mean()).isCloseTo(2, within(ROUNDING));
    assertThat(row.ratio().interval()).isEmpty();
    assertThat(row.ratio().low()).isNaN();
  }

  @Test
  void fiveRoundsHaveABootstrapIntervalAroundTheirMean() {
    List<Timing> timings = List.of(ours("forward", "", BATCH, 100.0, 100.0, 100.0, 100.0, 100.0));
    PeerRow row =
        row(FORWARD, timings, result(.20), result(.21), result(.19), result(.22), result(.2));
    assertThat(row.ratio().interval()).isEqualTo(PeerRow.Ratio.BOOTSTRAP);
    assertThat(row.ratio().low()).isBetween(1.8, row.ratio().mean());
    assertThat(row.ratio().high()).isBetween(row.ratio().mean(), 2.3);
  }

  @Test
  void roundThatFailedIsLeftOutOnBothSidesAndSaid() {
    List<Timing> timings = List.of(ours("forward", "", BATCH, 100.0, 1.0, 100.0));
    PeerResult failed = new PeerResult(Double.NaN, 0, Double.NaN, "ended with code 1");
    PeerRow row = row(FORWARD, timings, result(0.2), failed, result(0.2));
    assertThat(row.ratio().mean()).isCloseTo(2, within(ROUNDING));
    assertThat(row.roundSeconds().get(1)).isNaN();
    assertThat(row.notes()).isEqualTo("not timed in 1 of 3 rounds: ended with code 1");
  }

  @Test
  void programWithoutATimeHasARowThatSaysWhy() {
    PeerResult failed = new PeerResult(Double.NaN, 0, Double.NaN, "no module");
    PeerRow row = row(FORWARD, List.of(), failed, failed);
    assertThat(row.isTimed()).isFalse();
    assertThat(row.ratio()).isEqualTo(PeerRow.Ratio.NONE);
    assertThat(row.notes())
        .isEqualTo("not timed in 2 of 2 rounds: no module; ours was not timed in this run");
  }

  @Test
  void resultsAreReadWithTheReasonOfThoseThatAreNone(@TempDir Path folder) throws Exception {
    Path good = folder.resolve("good.json");
    Files.writeString(good, "{\"seconds\": [0.1, 0.3], \"difference\": 2e-6}");
    assertThat(PeerResult.read(good)).isEqualTo(new PeerResult(0.2, 2, 2e-6, ""));
    Path failed = folder.resolve("failed.json");
    Files.writeString(PeerTrial.failure(failed), "ended with code 9");
    assertThat(PeerResult.read(failed).failure()).isEqualTo("ended with code 9");
    assertThat(PeerResult.read(folder.resolve("none.json")).failure()).contains("no result");
    Path empty = folder.resolve("empty.json");
    Files.writeString(empty, "{\"seconds\": []}");
    assertThat(PeerResult.read(empty).failure()).isEqualTo("no call was timed");
  }
}
