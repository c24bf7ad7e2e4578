package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * A mean over images with its interval: a line of {@code summary.csv}.
 *
 * @param method a method's id
 * @param metric a metric's name
 * @param target which class was explained and scored, as in {@link SampleRow}
 * @param average {@link #MACRO}: the mean over images; {@link #MICRO}: the value of the pixels of
 *     all images together
 * @param fill as in {@link SampleRow}
 * @param unit as in {@link SampleRow}
 * @param level as in {@link SampleRow}: curves and sweeps have one row per point
 * @param mean the average
 * @param ciLow lower end of the 95 % bootstrap interval; NaN below 4 images
 * @param ciHigh upper end
 * @param n images that count
 * @param chance value of a map that knows nothing; NaN where there is none
 */
public record SummaryRow(
    String method,
    String metric,
    String target,
    String average,
    String fill,
    String unit,
    String level,
    double mean,
    double ciLow,
    double ciHigh,
    int n,
    double chance) {

  /** The mean over images. */
  public static final String MACRO = "macro";

  /** Over the pixels of all images together. */
  public static final String MICRO = "micro";

  /** Over all images. */
  public static final Schema<SummaryRow> SCHEMA = schema("summary.csv");

  /** The same over the images that the model classifies correctly. */
  public static final Schema<SummaryRow> CORRECT = schema("summary_correct.csv");

  private static Schema<SummaryRow> schema(String fileName) {
    return new Schema<>(
        fileName,
        Schema.columns("method,metric,target,average,fill,unit,level,mean,ci_low,ci_high,n,chance"),
        SummaryRow::values,
        SummaryRow::of);
  }

  /** A mean over images of the predicted class, whatever is removed at a time. */
  public SummaryRow(
      String method,
      String metric,
      String fill,
      String level,
      double mean,
      double ciLow,
      double ciHigh,
      int n,
      double chance) {
    this(
        method,
        metric,
        SampleRow.PREDICTED,
        MACRO,
        fill,
        "",
        level,
        mean,
        ciLow,
        ciHigh,
        n,
        chance);
  }

  /** Whether it is the metric as such: of the predicted class, averaged over images. */
  public boolean isPlain() {
    return target.equals(SampleRow.PREDICTED) && average.equals(MACRO);
  }

  private List<Object> values() {
    return List.of(
        method, metric, target, average, fill, unit, level, mean, ciLow, ciHigh, n, chance);
  }

  private static SummaryRow of(Fields f) {
    return new SummaryRow(
        f.text("method"),
        f.text("metric"),
        f.text("target"),
        f.text("average"),
        f.text("fill"),
        f.text("unit"),
        f.text("level"),
        f.number("mean"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n"),
        f.number("chance"));
  }
}
