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
 * @param verified what its numbers were compared with; empty where an older version did not say
 * @param largestDifference from that; NaN where it was not compared, or an older version did not
 *     say
 */
public record MetricRow(
    String metric,
    String family,
    String direction,
    String chance,
    String definition,
    String source,
    String verified,
    double largestDifference) {

  /** The family of points of a curve, which are drawn and no metric. */
  public static final String CURVE = "curve";

  /** How many columns older files may lack. */
  private static final int LATER = 2;

  /** The family of metrics of mosaics, whose values stand in {@code discrimination.csv}. */
  public static final String MOSAIC = "mosaic";

  public static final Schema<MetricRow> SCHEMA =
      new Schema<>(
          "metrics.csv",
          Schema.columns(
              "metric,family,direction,chance,definition,source,verified,largest_difference"),
          MetricRow::values,
          MetricRow::of,
          LATER);

  private List<Object> values() {
    return List.of(
        metric, family, direction, chance, definition, source, verified, largestDifference);
  }

  private static MetricRow of(Fields f) {
    return new MetricRow(
        f.text("metric"),
        f.text("family"),
        f.text("direction"),
        f.text("chance"),
        f.text("definition"),
        f.text("source"),
        f.text("verified"),
        f.number("largest_difference"));
  }
}
