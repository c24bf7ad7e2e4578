/**
 * From a run folder to figures, tables and one page. It knows the run folder only, so that it can
 * be run again at any time. This is the door: it draws aside and puts the finished report in place.
 * What a run holds is read in {@code results}; {@code chart} knows how anything is drawn; {@code
 * figure}, {@code table} and {@code page} make the three parts; {@code print} lays out single
 * figures for a paper.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ReportWriter}, {@link Draft}
 *   <li>{@link FigureWriter}, {@link SelectionCheck}
 * </ul>
 */
package vitexplain.report;
