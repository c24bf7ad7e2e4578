package vitexplain.latency;

import java.util.Locale;
import vitexplain.explain.Methods;
import vitexplain.vit.Signal;

/**
 * What a plan will take, in seconds. The constants were seen on two cores; another machine is
 * faster or slower, so this is an order of magnitude for the user who waits.
 */
record BenchCost(BenchPlan plan) {

  /** Two Java starts' worth of JMH host and fork, and loading the engine. */
  private static final double START = 1.7;

  /** A backward pass of ViT-B/16 for one image; of the demo model; making ViT-B/16's weights. */
  private static final double LARGE_CALL = 0.35, DEMO_CALL = 0.02, LARGE_OPEN = 1.5;

  /** Benchmarks of every model that are no method: forward, trace, backward, copy and so on. */
  private static final int STEPS = 6;

  private static final int CHECKED_CALLS = 3;

  /** Seconds, for all benchmarks; fewer are run with an {@code include}. */
  double seconds() {
    double sum = meanSeconds();
    for (String model : plan.sampled()) {
      sum += forks(model, smallestBatch()) + methods(model, smallestBatch());
    }
    return sum;
  }

  /** The part of {@link #seconds} that goes into means. */
  double meanSeconds() {
    double sum = forks(BenchPlan.DEMO, 1);
    for (String model : plan.models()) {
      for (int batch : plan.batches()) {
        sum += STEPS * forks(model, batch) + methods(model, batch);
      }
    }
    return sum;
  }

  private double methods(String model, int batch) {
    return plan.methods().stream()
        .mapToDouble(method -> forks(model, batch * passes(method)))
        .sum();
  }

  /** The most passes over a batch that anything a method needs takes. */
  static int passes(String method) {
    return Methods.named(method).needs().stream().mapToInt(Signal::passes).max().orElse(1);
  }

  private int smallestBatch() {
    return plan.batches().stream().mapToInt(Integer::intValue).min().orElse(1);
  }

  /**
   * One benchmark of one model in all its forks and element types.
   *
   * @param images that one call sends through the model
   */
  private double forks(String model, int images) {
    boolean demo = model.equals(BenchPlan.DEMO);
    double call = images * (demo ? DEMO_CALL : LARGE_CALL);
    double once =
        START
            + (demo ? 0 : LARGE_OPEN)
            + CHECKED_CALLS * call
            + plan.warmup().seconds(call)
            + plan.measurement().seconds(call);
    return once * plan.forks() * plan.dtypes().size();
  }

  /** In seconds or minutes, for one device. */
  String text() {
    double seconds = seconds();
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60));
  }
}
