package vitexplain.report.chart;

import org.knowm.xchart.internal.chartpart.IChart;

/**
 * One drawing with the words that belong to it.
 *
 * @param name file name without extension
 * @param chart what paints itself
 * @param alt what a reader who cannot see it should know
 * @param caption how to read it
 */
public record Plot(String name, IChart chart, String alt, String caption) {}
