/**
 * JPEG and PNG to 8-bit pixels as Pillow decodes them. The type of a file is known by its first
 * bytes, its size is checked before anything is allocated, and what Java's readers would pass over
 * in silence is refused.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Pixels}
 *   <li>{@link PictureKind}, {@link ImageBytes}, {@link PixelLimit}
 *   <li>{@link JpegMarkers}, {@link JpegFrame}, {@link JpegDecoder}
 *   <li>{@link PngChunks}, {@link PngDecoder}
 *   <li>{@link RasterReader}, {@link Orientation}
 * </ul>
 */
package vitexplain.image.codec;
