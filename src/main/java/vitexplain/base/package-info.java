/**
 * What every room needs and what needs no other room: refusals, files, hashes, names, progress.
 *
 * <p>Sixteen small files that know nothing of each other but refusals: the ground floor has no
 * rooms within it, because whoever looks for one of them looks here.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Refusal}, {@link WriteFailure}, {@link Ranges}, {@link Distinct}, {@link
 *       NearestName}, {@link Excerpt}
 *   <li>{@link AtomicFile}, {@link JsonFile}, {@link FileSignature}, {@link Sha256}, {@link
 *       RunningSha256}
 *   <li>{@link Profile}, {@link Memory}, {@link Progress}, {@link ProgressLine}, {@link Version}
 * </ul>
 */
package vitexplain.base;
