package vitexplain.report.chart;

import java.util.List;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * One drawing with the words that belong to it.
 *
 * @param name file name without extension
 * @param chart what paints itself
 * @param alt what a reader who cannot see it should know
 * @param caption how to read it
 * @param rows of a drawing that the page shows as lines and text, whose methods a reader can hide:
 *     the names of its rows, first on top, or none if it has axes of numbers; empty if the page
 *     shows it as a picture
 */
public record Plot(
    String name, IChart chart, String alt, String caption, Optional<List<String>> rows) {

  /** A drawing that the page shows as a picture. */
  public Plot(String name, IChart chart, String alt, String caption) {
    this(name, chart, alt, caption, Optional.empty());
  }

  /** The same as lines and text in the page: one curve for each method. */
  public Plot ofCurves() {
    return ofRows(List.of());
  }

  /** The same as lines and text in the page: one row for each name, first on top. */
  public Plot ofRows(List<String> names) {
    return new Plot(name, chart, alt, caption, Optional.of(List.copyOf(names)));
  }
}
