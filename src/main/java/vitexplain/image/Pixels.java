package vitexplain.image;

/**
 * An 8-bit image, rows top to bottom, channels interleaved.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param channels 1 (grey) or 3 (RGB)
 * @param data {@code height * width * channels} unsigned bytes, [row][column][channel]; not copied
 */
public record Pixels(int width, int height, int channels, byte[] data) {

  public Pixels {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("image size " + width + " x " + height + " is empty");
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(channels + " channels; expected 1 (grey) or 3 (RGB)");
    }
    if (data.length != width * height * channels) {
      throw new IllegalArgumentException(
          data.length + " bytes for a " + width + " x " + height + " x " + channels + " image");
    }
  }

  /** The value at a place, 0 to 255. */
  public int at(int row, int column, int channel) {
    return data[(row * width + column) * channels + channel] & 0xff;
  }
}
