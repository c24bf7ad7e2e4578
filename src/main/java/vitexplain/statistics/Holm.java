package vitexplain.statistics;

import java.util.stream.IntStream;

/** Step-down correction for a family of tests (Holm 1979, jstor 4615733). */
public final class Holm {

  private Holm() {}

  /**
   * Adjusted p-values, in the order given: the running maximum of (m - rank) p, at most 1. NaN (a
   * test that could not be made) stays NaN and does not count towards m.
   *
   * @param p each in [0, 1] or NaN
   */
  public static double[] adjust(double[] p) {
    int[] ascending =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted((i, j) -> Double.compare(p[i], p[j]))
            .mapToInt(i -> i)
            .toArray();
    double[] adjusted = p.clone();
    double running = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      int i = ascending[rank];
      if (p[i] < 0 || p[i] > 1) {
        throw new IllegalArgumentException("p-value " + p[i] + " at " + i + " is not in [0, 1]");
      }
      running = Math.max(running, Math.min(1, (ascending.length - rank) * p[i]));
      adjusted[i] = running;
    }
    return adjusted;
  }
}
