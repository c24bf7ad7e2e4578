package vitexplain.image.codec;

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

  /** This image with three channels; a grey value becomes three equal ones. */
  public Pixels rgb() {
    if (channels == 3) {
      return this;
    }
    byte[] rgb = new byte[data.length * 3];
    for (int i = 0; i < data.length; i++) {
      rgb[3 * i] = data[i];
      rgb[3 * i + 1] = data[i];
      rgb[3 * i + 2] = data[i];
    }
    return new Pixels(width, height, 3, rgb);
  }

  /**
   * This image with one channel: L = (19595 R + 38470 G + 7471 B + 32768) / 65536, the integer form
   * of ITU-R BT.601 luma that Pillow's {@code convert("L")} computes.
   */
  public Pixels grey() {
    if (channels == 1) {
      return this;
    }
    byte[] grey = new byte[width * height];
    for (int i = 0; i < grey.length; i++) {
      int red = data[3 * i] & 0xff;
      int green = data[3 * i + 1] & 0xff;
      int blue = data[3 * i + 2] & 0xff;
      grey[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
    }
    return new Pixels(width, height, 1, grey);
  }
}
