/**
 * What a pass leaves behind: which signals there are, for which classes, and the trace that holds
 * them. It lies below the passes, because both ways of capture write it.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Signal}, {@link PatchSets}, {@link HeadNorm}, {@link Targets}, {@link ClassWeights},
 *       {@link Trace}
 *   <li>{@link BatchRange}, {@link BatchSignals}, {@link TraceBuilder}, {@link HostMatrix}
 * </ul>
 */
package vitexplain.vit.trace;
