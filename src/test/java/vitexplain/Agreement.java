package vitexplain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds our numbers against another implementation's and remembers how far apart they ever were, so
 * that the documents can state the largest difference and not only that a test is green.
 */
public final class Agreement {
  private record Seen(double largest, double tolerance, int comparisons) {

    Seen with(double difference) {
      return new Seen(Math.max(largest, difference), tolerance, comparisons + 1);
    }
  }

  private final Map<String, Seen> seen = new TreeMap<>();

  /**
   * Fails if two numbers differ by more than the tolerance; two NaN agree.
   *
   * @param what one line of the report; every use of it has the same tolerance
   * @param where which value it is, for the message
   */
  public void close(String what, double tolerance, String where, double ours, double theirs) {
    double difference = Double.isNaN(ours) && Double.isNaN(theirs) ? 0 : Math.abs(ours - theirs);
    remember(what, tolerance, difference);
    assertThat(difference)
        .as("%s, %s: ours %s, theirs %s", what, where, ours, theirs)
        .isLessThanOrEqualTo(tolerance);
  }

  /** Likewise for arrays of the same length. */
  public void close(String what, double tolerance, String where, double[] ours, double[] theirs) {
    assertThat(ours).as("%s, %s", what, where).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      close(what, tolerance, where + " at " + i, ours[i], theirs[i]);
    }
  }

  /** Fails if arrays differ by more than the tolerance times the largest entry of theirs. */
  public void relative(
      String what, double tolerance, String where, double[] ours, double[] theirs) {
    double difference = relativeDifference(ours, theirs);
    remember(what, tolerance, difference);
    assertThat(difference).as("%s, %s", what, where).isLessThanOrEqualTo(tolerance);
  }

  /** Largest difference over the largest entry of theirs; NaN if an entry of ours alone is. */
  public static double relativeDifference(double[] ours, double[] theirs) {
    assertThat(ours).hasSameSizeAs(theirs);
    double difference = 0;
    double scale = 0;
    for (int i = 0; i < ours.length; i++) {
      difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
      scale = Math.max(scale, Math.abs(theirs[i]));
    }
    return difference == 0 ? 0 : difference / scale;
  }

  private void remember(String what, double tolerance, double difference) {
    seen.merge(
        what,
        new Seen(difference, tolerance, 1),
        (before, now) -> {
          assertThat(tolerance).as("tolerance of " + what).isEqualTo(before.tolerance());
          return before.with(difference);
        });
  }

  /** One line per comparison: {@code agreement: NAME | largest difference | tolerance | values}. */
  String report() {
    StringBuilder lines = new StringBuilder();
    seen.forEach(
        (what, s) ->
            lines.append(
                String.format(
                    Locale.ROOT,
                    "agreement: %s | largest difference %.1e | tolerance %.0e | %d comparisons%n",
                    what,
                    s.largest(),
                    s.tolerance(),
                    s.comparisons())));
    return lines.toString();
  }
}
