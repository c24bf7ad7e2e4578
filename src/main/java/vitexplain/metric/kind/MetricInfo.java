package vitexplain.metric.kind;

import vitexplain.statistics.ValueRange;

/**
 * What people must know of a metric to read its numbers.
 *
 * @param name as it stands in files and options, lower case with underscores
 * @param direction which way is better
 * @param chance what a map that knows nothing scores
 * @param range values that one image can have
 * @param definition one line
 * @param source where the definition comes from
 */
public record MetricInfo(
    String name,
    Direction direction,
    Chance chance,
    ValueRange range,
    String definition,
    String source) {

  public MetricInfo {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "metric name '" + name + "'; expected lower-case letters, digits and underscores");
    }
  }
}
