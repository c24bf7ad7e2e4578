package vitexplain.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.latency.jmh.Timing;
import vitexplain.run.row.LatencyRow;

class LatencyTargetsTest {

  /** A few operations on doubles. */
  private static final double ROUNDING = 1e-12;

  private static Timing timing(String benchmark, int batch, Double... rounds) {
    return timing(benchmark, "cpu", 2, batch, List.of(1400.0, 1600.0, 1450.0), rounds);
  }

  private static Timing timing(
      String label, String device, int threads, int batch, List<Double> mb, Double... rounds) {
    double none = Double.NaN;
    return new Timing(
        new LatencyRow(
            benchmark(label),
            method(label),
            LatencyTargets.MODEL,
            device,
            "float32",
            batch,
            threads,
            "avgt",
            1,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            none),
        List.of(rounds),
        mb);
  }

  private static String benchmark(String label) {
    int colon = label.indexOf(':');
    return isMethod(label) ? LatencyRow.EXPLANATION : colon < 0 ? label : label.substring(0, colon);
  }

  private static String method(String label) {
    int colon = label.indexOf(':');
    return isMethod(label) ? label : colon < 0 ? "" : label.substring(colon + 1);
  }

  private static boolean isMethod(String label) {
    return List.of("legrad:pool=cls", "rollout", "gmar-l2").contains(label);
  }

  private static Verdict only(List<Verdict> rows, String quantity) {
    assertThat(rows).filteredOn(row -> row.quantity().equals(quantity)).hasSize(1);
    return rows.stream().filter(row -> row.quantity().equals(quantity)).findFirst().orElseThrow();
  }

  @Test
  void ratioIsTheMedianOfRoundsSoThatADisturbedRoundDoesNotDecide() {
    List<Verdict> rows =
        LatencyTargets.judge(
            List.of(
                timing("forward", 1, 100.0, 300.0, 110.0),
                timing("rollout", 1, 110.0, 300.0, 990.0)));
    Verdict row = only(rows, "ratio_to_forward");
    assertThat(row.measured()).isCloseTo(1.10, within(ROUNDING));
    assertThat(row.low()).isCloseTo(1.0, within(ROUNDING));
    assertThat(row.high()).isCloseTo(9.0, within(ROUNDING));
    assertThat(row.met()).as("1.10 <= 1.12").isTrue();
    assertThat(row.forks()).isEqualTo(3);
  }

  @Test
  void aRatioAboveItsBoundIsMissed() {
    List<Verdict> rows =
        LatencyTargets.judge(
            List.of(
                timing("gemm-floor", 8, 100.0, 180.0, 150.0),
                timing("gemm-floor-onednn", 8, 120.0, 100.0, 100.0),
                timing("forward", 8, 104.0, 106.0, 107.0)));
    Verdict row = only(rows, "ratio_to_fastest_gemm_floor");
    assertThat(row.measured()).isCloseTo(1.06, within(ROUNDING));
    assertThat(row.met()).as("1.06 <= 1.05").isFalse();
  }

  @Test
  void bfloat16IsJudgedByTheFloat32PassOfTheSameRounds() {
    Verdict row =
        only(
            LatencyTargets.judge(
                List.of(
                    timing("forward", 8, 100.0, 300.0, 110.0),
                    timing("forward-bfloat16", 8, 56.0, 150.0, 55.0))),
            "ratio_to_forward");
    assertThat(row.target()).isEqualTo(0.5);
    assertThat(row.measured()).isCloseTo(0.5, within(ROUNDING));
    assertThat(row.met()).as("0.50 <= 0.50").isTrue();
  }

  @Test
  void furtherClassIsAThirdOfWhatFourTakeLongerThanOne() {
    List<Verdict> rows =
        LatencyTargets.judge(
            List.of(
                timing("forward", 1, 100.0, 100.0, 100.0),
                timing("legrad:pool=cls", 1, 120.0, 120.0, 120.0),
                timing("four-classes:legrad:pool=cls", 1, 150.0, 180.0, 165.0)));
    Verdict row = only(rows, "further_class_to_forward");
    assertThat(row.measured()).isCloseTo(0.15, within(ROUNDING));
    assertThat(row.low()).isCloseTo(0.10, within(ROUNDING));
    assertThat(row.high()).isCloseTo(0.20, within(ROUNDING));
  }

  @Test
  void aPeakIsTheHighestOfAllProcesses() {
    Verdict row =
        only(LatencyTargets.judge(List.of(timing("gmar-l2", 8, 1.0, 1.0, 1.0))), "peak_rss_mb");
    assertThat(row.measured()).isEqualTo(1600);
    assertThat(row.met()).isFalse();
  }

  @Test
  void fewerThanThreeProcessesJudgeNothing() {
    assertThat(
            LatencyTargets.judge(
                List.of(timing("forward", 1, 1.0, 1.0), timing("rollout", 1, 1.0, 1.0))))
        .isEmpty();
  }

  @Test
  void oneThreadAndOtherDevicesAreLeftOut() {
    List<Timing> timings = new ArrayList<>();
    for (String name : List.of("forward", "rollout")) {
      double slow = name.equals("rollout") ? 9 : 1;
      timings.add(timing(name, "cpu", 1, 1, List.of(), slow, slow, slow));
      timings.add(timing(name, "cuda:0", 2, 1, List.of(), slow, slow, slow));
      timings.add(timing(name, "cpu", 2, 1, List.of(), 1.0, 1.0, 1.0));
    }
    assertThat(LatencyTargets.judge(timings))
        .singleElement()
        .satisfies(row -> assertThat(row.measured()).isEqualTo(1));
  }

  /** The kept run of ViT-B/16; docs/performance.md tells the same. */
  @Test
  void theKeptRunMissesWhatTheDocumentSays() {
    List<Verdict> verdicts =
        LatencyTargets.judge(LatencyTable.read(Path.of("reports/vit-base/jmh.json")).timings());
    verdicts.forEach(verdict -> System.out.println("target: " + verdict.line()));
    assertThat(verdicts).hasSize(LatencyTargets.count());
    assertThat(verdicts)
        .filteredOn(verdict -> !verdict.met())
        .extracting(verdict -> verdict.benchmark() + " " + verdict.batch())
        .containsExactly(
            "forward-bfloat16 1",
            "forward-bfloat16 8",
            "legrad:pool=cls 1",
            "gmar-l2 1",
            "gmar-l2 8",
            "gmar-l1 1",
            "gmar-l1 8",
            "rollout 1",
            "shared-trace 1",
            "gmar-l1 8",
            "gmar-l2 8");
  }
}
