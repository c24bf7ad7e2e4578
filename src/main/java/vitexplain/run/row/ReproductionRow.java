package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * A number of a published protocol, ours beside the published one: a line of {@code reproduce.csv}.
 *
 * @param protocol its name
 * @param method id with its options
 * @param metric {@code pixel_acc}, {@code map}, {@code miou}, {@code mf1_rows}, {@code positive} or
 *     {@code negative}
 * @param target {@code predicted}, {@code label} or {@code predicted-against-label}: the class that
 *     was explained, and counted
 * @param published in per cent; NaN where none was
 * @param measured in per cent; NaN before the first picture
 * @param difference measured less published, in points; NaN where either is
 * @param images pictures that {@code measured} is of
 * @param source where {@code published} stands; empty where there is none
 * @param available pictures of the data set
 * @param remark what has to be known beside the numbers; empty if nothing
 */
public record ReproductionRow(
    String protocol,
    String method,
    String metric,
    String target,
    double published,
    double measured,
    double difference,
    int images,
    String source,
    int available,
    String remark) {

  public static final Schema<ReproductionRow> SCHEMA =
      new Schema<>(
          "reproduce.csv",
          Schema.columns(
              "protocol,method,metric,target,published,measured,difference,images,source,available,remark"),
          ReproductionRow::values,
          ReproductionRow::of);

  /** Whether there is a number to be held against. */
  public boolean isPublished() {
    return !Double.isNaN(published);
  }

  private List<Object> values() {
    return List.of(
        protocol,
        method,
        metric,
        target,
        published,
        measured,
        difference,
        images,
        source,
        available,
        remark);
  }

  private static ReproductionRow of(Fields f) {
    return new ReproductionRow(
        f.text("protocol"),
        f.text("method"),
        f.text("metric"),
        f.text("target"),
        f.number("published"),
        f.number("measured"),
        f.number("difference"),
        f.count("images"),
        f.text("source"),
        f.count("available"),
        f.text("remark"));
  }
}
