package vitexplain.run.row;

import java.io.Serializable;
import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * Pixels of one thresholded map against its mask: a line of {@code confusion.csv}.
 *
 * @param image the image's name
 * @param method a method's id
 * @param target which class was explained, as in {@link SampleRow}
 * @param threshold {@code 0.50} and the like, {@code mean} or {@code top-k}
 * @param tp pixels that are foreground in both, and so on
 * @param fp foreground in the map only
 * @param fn foreground in the mask only
 * @param tn background in both
 */
public record ConfusionRow(
    String image,
    String method,
    String target,
    String threshold,
    long tp,
    long fp,
    long fn,
    long tn)
    implements Serializable {

  public static final Schema<ConfusionRow> SCHEMA =
      new Schema<>(
          "confusion.csv",
          Schema.columns("image,method,target,threshold,tp,fp,fn,tn"),
          ConfusionRow::values,
          ConfusionRow::of);

  private List<Object> values() {
    return List.of(image, method, target, threshold, tp, fp, fn, tn);
  }

  private static ConfusionRow of(Fields f) {
    return new ConfusionRow(
        f.text("image"),
        f.text("method"),
        f.text("target"),
        f.text("threshold"),
        f.whole("tp"),
        f.whole("fp"),
        f.whole("fn"),
        f.whole("tn"));
  }
}
