package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * A number of a published protocol for one picture: a line of {@code reproduce_images.csv}.
 *
 * @param protocol its name
 * @param image the picture
 * @param method id with its options
 * @param target as {@link ReproductionRow#target}
 * @param explained index of the class that was explained
 * @param metric {@code pixel_acc}, {@code ap}, {@code f1_rows}, {@code positive} or {@code
 *     negative}
 * @param value in per cent
 */
public record ReproductionImageRow(
    String protocol,
    String image,
    String method,
    String target,
    int explained,
    String metric,
    double value) {

  public static final Schema<ReproductionImageRow> SCHEMA =
      new Schema<>(
          "reproduce_images.csv",
          Schema.columns("protocol,image,method,target,class,metric,value"),
          ReproductionImageRow::values,
          ReproductionImageRow::of);

  private List<Object> values() {
    return List.of(protocol, image, method, target, explained, metric, value);
  }

  private static ReproductionImageRow of(Fields f) {
    return new ReproductionImageRow(
        f.text("protocol"),
        f.text("image"),
        f.text("method"),
        f.text("target"),
        f.count("class"),
        f.text("metric"),
        f.number("value"));
  }
}
