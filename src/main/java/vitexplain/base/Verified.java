package vitexplain.base;

import java.util.Locale;

/**
 * What numbers were held against.
 *
 * @param against another implementation, its version included; {@code unverified} where there is
 *     none
 * @param largestDifference the tests find none that is larger; NaN where nobody says so
 */
public record Verified(String against, double largestDifference) {
  /** Held against nothing. */
  public static final Verified UNVERIFIED = new Verified("unverified", Double.NaN);

  /** As people read it: {@code scikit-learn 1.9.1, largest difference 1e-15}. */
  public String text() {
    return Double.isNaN(largestDifference)
        ? against
        : String.format(Locale.ROOT, "%s, largest difference %.0e", against, largestDifference);
  }
}
