/**
 * Where numbers come from: the manifest's sections, the runs that added to them, the machine and
 * the software.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Section}, {@link RunEntry}, {@link Counts}
 *   <li>{@link Environment}, {@link MachineFacts}
 *   <li>{@link Bfloat16Error}, {@link Budget}
 * </ul>
 */
package vitexplain.run.provenance;
