package vitexplain.latency.plan;

import java.time.Duration;
import java.util.Locale;

/**
 * JMH iterations: as many calls as fit a time, and at least one.
 *
 * @param count how many, 0 or more
 * @param each least time of one, positive
 */
public record Iterations(int count, Duration each) {

  public Iterations {
    if (count < 0 || each.isNegative() || each.isZero()) {
      throw new IllegalArgumentException(count + " iterations of " + each + "; expected some time");
    }
  }

  static Iterations of(int count, int millis) {
    return new Iterations(count, Duration.ofMillis(millis));
  }

  /** As many, none of which need last longer than this. */
  Iterations noLongerThan(Duration longest) {
    return new Iterations(count, each.compareTo(longest) < 0 ? each : longest);
  }

  /** As many, each of which lasts this long at least. */
  Iterations noShorterThan(Duration shortest) {
    return new Iterations(count, each.compareTo(shortest) > 0 ? each : shortest);
  }

  /** At most so many. */
  Iterations atMost(int most) {
    return new Iterations(Math.min(count, most), each);
  }

  /** Seconds that all of them take when one call takes {@code call} seconds. */
  double seconds(double call) {
    return count * Math.max(call, each.toMillis() / 1000.0);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d x %.2f s", count, each.toMillis() / 1000.0);
  }
}
