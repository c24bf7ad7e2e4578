package vitexplain.run.row;

/** Which percentiles so many samples can give. */
public final class Percentiles {

  /**
   * Samples that must lie beyond a percentile for it to be given: with fewer it is the rank of a
   * few outliers and not a property of the benchmark.
   */
  private static final int BEYOND = 5;

  private Percentiles() {}

  /** Samples that a percentile takes: 10 for 50, 50 for 90, 100 for 95, 500 for 99. */
  public static int samplesFor(int percent) {
    return 100 * BEYOND / (100 - percent);
  }
}
