package vitexplain.study.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.Refusal;

/**
 * How much is measured across images rather than of one.
 *
 * @param mosaics of each size
 * @param backgrounds images at most, evenly spaced, that lose their object or their background
 */
public record AcrossPlan(int mosaics, int backgrounds) {
  /** Nothing is. */
  public static final AcrossPlan NONE = new AcrossPlan(0, 0);

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}) mosaics of a size, (\\d{1,9}) images on other backgrounds");

  public AcrossPlan {
    if (mosaics < 0 || backgrounds < 0) {
      throw Refusal.request(
          mosaics
              + " mosaics and "
              + backgrounds
              + " images on other backgrounds; expected 0 or more");
    }
  }

  /** As it stands in the manifest. */
  String text() {
    return mosaics + " mosaics of a size, " + backgrounds + " images on other backgrounds";
  }

  /**
   * From the manifest's text; nothing from an empty one, which runs of earlier versions have.
   *
   * @throws IllegalArgumentException if it is another text
   */
  static AcrossPlan of(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new AcrossPlan(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
  }
}
