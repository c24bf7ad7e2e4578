package vitexplain.report.print;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.Refusal;

/**
 * A width on paper or screen.
 *
 * @param millimetres 30 to 600
 */
public record Length(double millimetres) {

  static final double POINTS_PER_INCH = 72;

  private static final double MILLIMETRES_PER_INCH = 25.4;
  private static final double LEAST = 30;
  private static final double MOST = 600;

  private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(mm|cm|in|pt)");

  private static final Map<String, Double> UNITS =
      Map.of(
          "mm",
          1.0,
          "cm",
          10.0,
          "in",
          MILLIMETRES_PER_INCH,
          "pt",
          MILLIMETRES_PER_INCH / POINTS_PER_INCH);

  /**
   * From a text such as {@code 85mm}, {@code 8.5cm}, {@code 3.35in} or {@code 241pt}, of 72 points
   * an inch.
   *
   * @param option what it was given for, to begin an error
   * @throws Refusal if it is no length, or out of range
   */
  public static Length of(String option, String text) {
    Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s' is not a length. Give a number with its unit, as 85mm, 8.5cm, 3.35in or 241pt.",
              option,
              text));
    }
    double millimetres = Double.parseDouble(parts.group(1)) * UNITS.get(parts.group(2));
    if (millimetres < LEAST || millimetres > MOST) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s' is %.1f mm; figures are %.0f to %.0f mm wide.",
              option,
              text,
              millimetres,
              LEAST,
              MOST));
    }
    return new Length(millimetres);
  }

  double points() {
    return millimetres / MILLIMETRES_PER_INCH * POINTS_PER_INCH;
  }

  int pixels(int dpi) {
    return (int) Math.round(millimetres / MILLIMETRES_PER_INCH * dpi);
  }
}
