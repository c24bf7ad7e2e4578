package vitexplain.report.results;

import java.util.List;
import java.util.Locale;
import vitexplain.run.row.SummaryRow;

/** Numbers as text, the same everywhere. What is undefined is a dash. */
public final class Format {

  public static final String NONE = "–";

  /** Below this, three decimals are all zero. */
  private static final double TINY = 0.0005;

  private Format() {}

  /** Fixed decimals, with a true minus sign. */
  public static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean zero = text.matches("-0\\.?0*");
    return zero ? text.substring(1) : text.replace('-', '−');
  }

  /** Three significant digits or so: times range from microseconds to minutes. */
  public static String milliseconds(double value) {
    double size = Math.abs(value);
    return number(value, size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0);
  }

  /**
   * {@code 0.412 [0.380, 0.443]}; {@code 2.1e−5 [1.8e−5, 2.6e−5]} where three decimals say nothing;
   * {@code 0.412 [n too small]} where the images are too few for an interval.
   */
  public static String interval(double mean, double low, double high) {
    boolean tiny = mean != 0 && Math.abs(mean) < TINY && !(Math.max(-low, high) >= 10 * TINY);
    return short3(mean, tiny)
        + (Double.isFinite(low) && Double.isFinite(high)
            ? " [" + short3(low, tiny) + ", " + short3(high, tiny) + "]"
            : Double.isFinite(mean) ? " [n too small]" : "");
  }

  private static String short3(double value, boolean tiny) {
    return tiny && value != 0
        ? String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e-").replace('-', '−')
        : number(value, 3);
  }

  public static String interval(SummaryRow row) {
    return interval(row.mean(), row.ciLow(), row.ciHigh());
  }

  /** A p-value; below a thousandth its exact size says nothing. */
  public static String p(double value) {
    return value < 0.001 ? "< 0.001" : number(value, 3);
  }

  /** {@code n = 200 images}; a range where rows differ, as undefined values are left out. */
  public static String n(List<SummaryRow> rows) {
    String count = count(rows);
    return "n = " + count + (count.equals("1") ? " image" : " images");
  }

  /** How many images rows with a value count. */
  public static String count(List<SummaryRow> rows) {
    List<SummaryRow> known = rows.stream().filter(row -> Double.isFinite(row.mean())).toList();
    int least = known.stream().mapToInt(SummaryRow::n).min().orElse(0);
    int most = known.stream().mapToInt(SummaryRow::n).max().orElse(0);
    return least == most ? "" + most : least + NONE + most;
  }

  /** Lower-case letters, digits and dashes: part of a file's name. */
  public static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
