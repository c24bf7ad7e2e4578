package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * What a metric of the run is: a line of {@code metrics.csv}. A folder thus says itself how its
 * numbers are to be read, whatever later versions know.
 *
 * @param metric its name in the other files
 * @param family what it is computed from, as {@code removal}
 * @param direction {@code higher is better}, {@code lower is better} or {@code descriptor}
 * @param chance what a map that knows nothing scores, in words
 * @param definition one line
 * @param source where the definition comes from
 */
public record MetricRow(
    String metric,
    String family,
    String direction,
    String chance,
    String definition,
    String source) {

  /** The family of points of a curve, which are drawn and no metric. */
  public static final String CURVE = "curve";

  public static final Schema<MetricRow> SCHEMA =
      new Schema<>(
          "metrics.csv",
          Schema.columns("metric,family,direction,chance,definition,source"),
          MetricRow::values,
          MetricRow::of);

  private List<Object> values() {
    return List.of(metric, family, direction, chance, definition, source);
  }

  private static MetricRow of(Fields f) {
    return new MetricRow(
        f.text("metric"),
        f.text("family"),
        f.text("direction"),
        f.text("chance"),
        f.text("definition"),
        f.text("source"));
  }
}
