/**
 * Resizing: of images as Pillow does it, byte for byte, and of maps as PyTorch does it.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Resample}, {@link ResizeTaps}, {@link PilResize}
 *   <li>{@link Box}, {@link Upsample}
 * </ul>
 */
package vitexplain.image.resize;
