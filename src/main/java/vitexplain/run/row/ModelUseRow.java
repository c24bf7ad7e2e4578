package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * How well the model does on images whose object or background was taken away: a line of {@code
 * model_use.csv}.
 *
 * @param shown as in {@link BackgroundRow}
 * @param fill likewise
 * @param measure {@link #ACCURACY} or {@link #PROBABILITY}
 * @param mean over images
 * @param ciLow lower end of its 95 % interval over images; NaN below 4 of them
 * @param ciHigh upper end
 * @param n images
 * @param labelled images of these with a true class; of the others the class predicted for the
 *     whole image is asked for
 */
public record ModelUseRow(
    String shown,
    String fill,
    String measure,
    double mean,
    double ciLow,
    double ciHigh,
    int n,
    int labelled) {

  /** The share of images on which the class asked for has the highest probability. */
  public static final String ACCURACY = "accuracy";

  /** The mean probability of the class asked for. */
  public static final String PROBABILITY = "probability";

  public static final Schema<ModelUseRow> SCHEMA =
      new Schema<>(
          "model_use.csv",
          Schema.columns("shown,fill,measure,mean,ci_low,ci_high,n,labelled"),
          ModelUseRow::values,
          ModelUseRow::of);

  private List<Object> values() {
    return List.of(shown, fill, measure, mean, ciLow, ciHigh, n, labelled);
  }

  private static ModelUseRow of(Fields f) {
    return new ModelUseRow(
        f.text("shown"),
        f.text("fill"),
        f.text("measure"),
        f.number("mean"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n"),
        f.count("labelled"));
  }
}
