package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * How well one method tells classes apart: a line of {@code discrimination.csv}.
 *
 * @param method a method's id
 * @param metric a metric of mosaics
 * @param mean over mosaics, of each the mean over its cells
 * @param ciLow lower end of its 95 % bootstrap interval over mosaics; NaN below 4 of them
 * @param ciHigh upper end
 * @param n mosaics that count
 * @param chance value of a map that knows nothing
 */
public record DiscriminationRow(
    String method, String metric, double mean, double ciLow, double ciHigh, int n, double chance) {

  public static final Schema<DiscriminationRow> SCHEMA =
      new Schema<>(
          "discrimination.csv",
          Schema.columns("method,metric,mean,ci_low,ci_high,n,chance"),
          DiscriminationRow::values,
          DiscriminationRow::of);

  private List<Object> values() {
    return List.of(method, metric, mean, ciLow, ciHigh, n, chance);
  }

  private static DiscriminationRow of(Fields f) {
    return new DiscriminationRow(
        f.text("method"),
        f.text("metric"),
        f.number("mean"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n"),
        f.number("chance"));
  }
}
