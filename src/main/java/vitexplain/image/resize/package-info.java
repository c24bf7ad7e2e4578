/**
 * Resizing: of images as Pillow and torchvision do it, byte for byte, and of maps as PyTorch does
 * it.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Resample}, {@link PilResize}, {@link TorchResize}
 *   <li>{@link SeparableResize}, {@link ResizeTaps}, {@link FilterTaps}, {@link FloatTaps}
 *   <li>{@link Box}, {@link Upsample}
 * </ul>
 */
package vitexplain.image.resize;
