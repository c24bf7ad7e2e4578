package vitexplain.run.provenance;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * How long a call may take, as {@code bench --budget} gives it.
 *
 * @param millis above 0, at most {@link #MOST_MILLIS}
 */
public record Budget(double millis) {

  /** Key in a section's configuration. */
  public static final String KEY = "budget";

  /** An hour. */
  private static final double MOST_MILLIS = 3_600_000;

  private static final double MILLIS_IN_A_SECOND = 1000;

  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) *(ms|s)");

  public Budget {
    if (!(millis > 0 && millis <= MOST_MILLIS)) {
      throw new IllegalArgumentException(millis + " ms; expected a time above 0, up to an hour");
    }
  }

  /**
   * From a number with its unit: {@code 50ms}, {@code 50 ms}, {@code 0.05s}.
   *
   * @throws Refusal if it is something else, 0, or above an hour
   */
  public static Budget parse(String text) {
    Matcher time = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
    double millis =
        time.matches()
            ? Double.parseDouble(time.group(1))
                * (time.group(2).equals("s") ? MILLIS_IN_A_SECOND : 1)
            : 0;
    if (!(millis > 0 && millis <= MOST_MILLIS)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "--budget is '%s'; expected a time above 0 and up to an hour with its unit, such as 50ms or 0.05s",
              Excerpt.of(text)));
    }
    return new Budget(millis);
  }

  /** That of a bench; empty if it had none. */
  public static Optional<Budget> of(Section bench) {
    return Optional.ofNullable(bench.config().get(KEY)).map(Budget::parse);
  }

  /** As in {@code 50 ms}. */
  public String text() {
    return BigDecimal.valueOf(millis).stripTrailingZeros().toPlainString() + " ms";
  }
}
