/**
 * Figures at the size at which they are printed or projected: laid out for a width, with text of
 * the size that a paper or a slide asks for, and written as PDF, SVG or PNG.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link PrintStyle}, {@link Length}, {@link PrintFormat}
 *   <li>{@link Layout}, {@link PrintedChart}, {@link AxisNumbers}, {@link PrintedLegend}, {@link
 *       PrintedGallery}, {@link Panels}, {@link Lines}
 *   <li>{@link PdfFile}, {@link PdfText}, {@link PdfImages}, {@link PngFile}, {@link SvgFile}
 * </ul>
 */
package vitexplain.report.print;
