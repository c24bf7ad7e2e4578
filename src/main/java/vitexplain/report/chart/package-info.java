/**
 * How anything is drawn: one theme, one palette, the looks dealt to a run's methods, names beside
 * points, and the file formats.
 *
 * <p>Eighteen files: where a label lies depends on how the plot is drawn, so that the placing of
 * labels is no package of its own.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Theme}, {@link Typeface}, {@link Palette}, {@link Roster}, {@link Looks}, {@link
 *       MethodStyle}
 *   <li>{@link Plot}, {@link Picture}, {@link FigureFormats}, {@link IndexedColors}
 *   <li>{@link InlineChart}, {@link Scale}, {@link MarkerPath}
 *   <li>{@link LabelledRows}, {@link RowChart}, {@link RowLabels}, {@link ColumnLabels}, {@link
 *       PointLabels}, {@link LabelPlaces}
 *   <li>{@link Gallery}, {@link Thumbnail}
 * </ul>
 */
package vitexplain.report.chart;
