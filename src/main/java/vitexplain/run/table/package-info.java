/**
 * CSV files: schemas, whole tables, and files that grow line by line and are committed mark by
 * mark.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Schema}, {@link Fields}, {@link Gzip}, {@link Table}
 *   <li>{@link AppendOnly}, {@link Growth}, {@link GrowthMark}, {@link FileMark}
 * </ul>
 */
package vitexplain.run.table;
