/**
 * Which pixels of an image are its object: black and white masks and maps of ids.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Mask}, {@link MaskClass}, {@link IdMap}, {@link VocClasses}
 *   <li>{@link MaskReader}, {@link MaskSamples}
 *   <li>{@link ColumnMask}, {@link RunLengthText}, {@link PolygonOutline}
 * </ul>
 */
package vitexplain.image.mask;
