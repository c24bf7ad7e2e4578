package vitexplain.latency;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.latency.jmh.Spread;
import vitexplain.latency.jmh.Timing;

/**
 * A bound for a benchmark.
 *
 * @param benchmark as {@link vitexplain.run.row.LatencyRow#label} has it
 * @param batch images a call
 * @param quantity what is bounded
 * @param bound the highest value that meets it
 */
record LatencyTarget(String benchmark, int batch, Quantity quantity, double bound) {

  /** What can be bounded. */
  enum Quantity {
    /** Time over the forward pass of the same round. */
    RATIO_TO_FORWARD,
    /**
     * Time over the forward pass's matrix products alone, by the library that makes them fastest in
     * the same round.
     */
    RATIO_TO_FASTEST_GEMM_FLOOR,
    /** What each class after the first adds, over the forward pass of the same round. */
    FURTHER_CLASS_TO_FORWARD,
    /** Highest resident memory of any process, in megabytes. */
    PEAK_RSS_MB;

    /** As it is printed. */
    String spelled() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Classes after the first in the benchmark {@code four-classes}. */
  private static final int FURTHER_CLASSES = 3;

  private static final String FOUR_CLASSES = "four-classes:";

  /** Judges it by timings of one model, device, dtype and number of threads. */
  Optional<Verdict> judge(List<Timing> timings) {
    return find(timings, benchmark).flatMap(timing -> spread(timing, timings).map(this::row));
  }

  private Optional<Spread> spread(Timing timing, List<Timing> timings) {
    return switch (quantity) {
      case RATIO_TO_FORWARD -> find(timings, "forward").map(timing::over);
      case RATIO_TO_FASTEST_GEMM_FLOOR ->
          find(timings, "gemm-floor")
              .flatMap(
                  engine ->
                      find(timings, "gemm-floor-onednn")
                          .map(oneDnn -> timing.overFastest(List.of(engine, oneDnn))));
      case FURTHER_CLASS_TO_FORWARD ->
          find(timings, "forward")
              .flatMap(
                  forward ->
                      find(timings, benchmark.substring(FOUR_CLASSES.length()))
                          .map(one -> furtherClass(timing, one, forward)));
      case PEAK_RSS_MB ->
          Optional.of(timing.roundPeakMb())
              .filter(peaks -> !peaks.isEmpty())
              .map(peaks -> Spread.of(peaks.stream().mapToDouble(mb -> mb).toArray()));
    };
  }

  private static Spread furtherClass(Timing four, Timing one, Timing forward) {
    int rounds =
        Math.min(four.roundMs().size(), Math.min(one.roundMs().size(), forward.roundMs().size()));
    double[] each = new double[rounds];
    for (int r = 0; r < rounds; r++) {
      double further = (four.roundMs().get(r) - one.roundMs().get(r)) / FURTHER_CLASSES;
      each[r] = further / forward.roundMs().get(r);
    }
    return Spread.of(each);
  }

  private Optional<Timing> find(List<Timing> timings, String name) {
    return timings.stream()
        .filter(t -> t.row().label().equals(name) && t.row().batch() == batch)
        .findFirst();
  }

  private Verdict row(Spread found) {
    boolean peak = quantity == Quantity.PEAK_RSS_MB;
    double measured = peak && found.rounds() > 1 ? found.high() : found.median();
    return new Verdict(
        benchmark,
        batch,
        quantity.spelled(),
        bound,
        measured,
        measured <= bound,
        found.low(),
        found.high(),
        found.rounds());
  }
}
