/**
 * The run folder: what benchmarks, study and report share. This is the door: the folder, the
 * manifest, and the stores that grow in it and can be resumed. Its files are built from {@code
 * table}, their lines are in {@code row}, and what says where numbers come from is in {@code
 * provenance}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link RunFolder}, {@link RunPart}, {@link Manifest}, {@link ConfigChange}, {@link RunLock}
 *   <li>{@link Samples}, {@link SampleStore}, {@link Committed}, {@link Concatenation}, {@link
 *       PredictionStore}, {@link Pictures}, {@link ShownImages}
 *   <li>{@link Existing}, {@link OldRun}
 * </ul>
 */
package vitexplain.run;
