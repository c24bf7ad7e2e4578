package vitexplain.run;

import java.util.List;

/**
 * A mean over images with its interval: a line of {@code summary.csv}.
 *
 * @param method a method's id
 * @param metric a metric's name
 * @param fill as in {@link SampleRow}
 * @param level as in {@link SampleRow}: curves and sweeps have one row per point
 * @param mean mean over images
 * @param ciLow lower end of the 95 % bootstrap interval; NaN below 4 images
 * @param ciHigh upper end
 * @param n images that count
 * @param chance value of a map that knows nothing; NaN where there is none
 */
public record SummaryRow(
    String method,
    String metric,
    String fill,
    String level,
    double mean,
    double ciLow,
    double ciHigh,
    int n,
    double chance) {

  public static final Schema<SummaryRow> SCHEMA =
      new Schema<>(
          "summary.csv",
          Schema.columns("method,metric,fill,level,mean,ci_low,ci_high,n,chance"),
          SummaryRow::values,
          SummaryRow::of);

  private List<Object> values() {
    return List.of(method, metric, fill, level, mean, ciLow, ciHigh, n, chance);
  }

  private static SummaryRow of(Fields f) {
    return new SummaryRow(
        f.text("method"),
        f.text("metric"),
        f.text("fill"),
        f.text("level"),
        f.number("mean"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n"),
        f.number("chance"));
  }
}
