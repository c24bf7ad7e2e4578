package vitexplain.latency;

import static vitexplain.latency.LatencyTarget.Quantity.FURTHER_CLASS_TO_FORWARD;
import static vitexplain.latency.LatencyTarget.Quantity.PEAK_RSS_MB;
import static vitexplain.latency.LatencyTarget.Quantity.RATIO_TO_FASTEST_GEMM_FLOOR;
import static vitexplain.latency.LatencyTarget.Quantity.RATIO_TO_FORWARD;

import java.util.List;
import java.util.Optional;
import vitexplain.latency.jmh.Timing;
import vitexplain.latency.plan.JmhMode;

/**
 * A check of this project's own work, no part of the product: what its implementations are meant to
 * reach. ViT-B/16 in float32 (one pass in bfloat16 besides, where the processor multiplies it) on a
 * CPU, with all threads of the run, each from {@link #ROUNDS} processes or more.
 */
final class LatencyTargets {

  /** The method that reads one row of each block. */
  static final String CHEAPEST = "legrad:pool=cls";

  static final String MODEL = "shape:vit-base-16-224";

  /** With fewer, one disturbed process decides. */
  static final int ROUNDS = 3;

  private static final List<LatencyTarget> ALL =
      List.of(
          new LatencyTarget("forward", 1, RATIO_TO_FASTEST_GEMM_FLOOR, 1.05),
          new LatencyTarget("forward", 8, RATIO_TO_FASTEST_GEMM_FLOOR, 1.05),
          new LatencyTarget("trace", 1, RATIO_TO_FASTEST_GEMM_FLOOR, 1.12),
          new LatencyTarget("trace", 8, RATIO_TO_FASTEST_GEMM_FLOOR, 1.12),
          new LatencyTarget("forward-bfloat16", 1, RATIO_TO_FORWARD, 0.50),
          new LatencyTarget("forward-bfloat16", 8, RATIO_TO_FORWARD, 0.50),
          new LatencyTarget(CHEAPEST, 1, RATIO_TO_FORWARD, 1.20),
          new LatencyTarget(CHEAPEST, 8, RATIO_TO_FORWARD, 1.12),
          new LatencyTarget("legrad", 1, RATIO_TO_FORWARD, 1.95),
          new LatencyTarget("legrad", 8, RATIO_TO_FORWARD, 1.95),
          new LatencyTarget("gmar-l2", 1, RATIO_TO_FORWARD, 2.10),
          new LatencyTarget("gmar-l2", 8, RATIO_TO_FORWARD, 2.10),
          new LatencyTarget("gmar-l1", 1, RATIO_TO_FORWARD, 2.15),
          new LatencyTarget("gmar-l1", 8, RATIO_TO_FORWARD, 2.15),
          new LatencyTarget("rollout", 1, RATIO_TO_FORWARD, 1.12),
          new LatencyTarget("rollout", 8, RATIO_TO_FORWARD, 1.12),
          new LatencyTarget("shared-trace", 1, RATIO_TO_FORWARD, 3.0),
          new LatencyTarget("four-classes:" + CHEAPEST, 1, FURTHER_CLASS_TO_FORWARD, 0.15),
          new LatencyTarget("gmar-l1", 8, PEAK_RSS_MB, 1500),
          new LatencyTarget("gmar-l2", 8, PEAK_RSS_MB, 1500));

  private LatencyTargets() {}

  static int count() {
    return ALL.size();
  }

  /** The targets that these timings can judge, in the order of the list. */
  static List<Verdict> judge(List<Timing> timings) {
    int threads = timings.stream().mapToInt(t -> t.row().threads()).max().orElse(0);
    List<Timing> comparable =
        timings.stream()
            .filter(t -> t.row().model().equals(MODEL) && t.row().device().equals("cpu"))
            .filter(t -> t.row().dtype().equals("float32") && t.row().threads() == threads)
            .filter(t -> t.row().mode().equals(JmhMode.AVERAGE.option()))
            .toList();
    return ALL.stream()
        .map(target -> target.judge(comparable))
        .flatMap(Optional::stream)
        .filter(row -> row.forks() >= ROUNDS)
        .toList();
  }
}
