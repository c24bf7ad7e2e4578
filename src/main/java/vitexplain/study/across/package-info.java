/**
 * What is measured across images rather than of one: whether a map finds its class among others,
 * and whether the model looks at the object at all.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link AcrossImages}
 *   <li>{@link MosaicStudy}, {@link ConfidentImages}, {@link Mosaic}, {@link MosaicScores}
 *   <li>{@link BackgroundStudy}, {@link Scene}, {@link BackgroundScores}
 * </ul>
 */
package vitexplain.study.across;
