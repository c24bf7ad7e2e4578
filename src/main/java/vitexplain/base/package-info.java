/**
 * What every package needs and what needs no other package: refusals, files, hashes, names,
 * progress.
 *
 * <p>Seventeen small files that know nothing of each other but refusals. There are no packages
 * below: a reader who looks for one of them looks here.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Refusal}, {@link WriteFailure}, {@link Ranges}, {@link Distinct}, {@link
 *       NearestName}, {@link Excerpt}
 *   <li>{@link AtomicFile}, {@link JsonFile}, {@link FileSignature}, {@link Sha256}, {@link
 *       RunningSha256}
 *   <li>{@link Profile}, {@link Memory}, {@link Progress}, {@link ProgressLine}, {@link Version},
 *       {@link Verified}
 * </ul>
 */
package vitexplain.base;
