/**
 * From files to pixels, and everything that is done to pixels before and after a model sees them.
 * This is the door: it lists a folder and reads its pictures. Decoding lies in {@code codec},
 * Pillow's resizing in {@code resize}, a model's own preprocessing in {@code preprocess}, masks in
 * {@code mask}, the pixels that stand where something is removed in {@code occlusion}, and heatmaps
 * over images in {@code overlay}. No tensor type is used here.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ImageListing}, {@link ImageFiles}
 * </ul>
 */
package vitexplain.image;
