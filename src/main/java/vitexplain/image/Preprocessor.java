package vitexplain.image;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * From a decoded image to a model's input, step by step as transformers' {@code ViTImageProcessor}
 * with Pillow: resize, centre crop, rescale, normalise.
 *
 * @param size the size to resize to
 * @param resample the resizing filter
 * @param crop the size of the centre crop after resizing; a smaller image is padded with black
 * @param rescaleFactor what 8-bit values are multiplied by, usually 1/255
 * @param mean subtracted after rescaling, [3], RGB
 * @param std divided by after that, [3], RGB, not 0
 */
public record Preprocessor(
    ModelSize size,
    Resample resample,
    Optional<ModelSize.Exact> crop,
    double rescaleFactor,
    float[] mean,
    float[] std) {

  private static final int CHANNELS = 3;

  public Preprocessor {
    if (mean.length != CHANNELS || std.length != CHANNELS) {
      throw new IllegalArgumentException(
          "image_mean has " + mean.length + " and image_std " + std.length + " values; expected 3");
    }
    for (float value : std) {
      if (value == 0 || !Float.isFinite(value)) {
        throw new IllegalArgumentException("image_std " + Arrays.toString(std) + " cannot divide");
      }
    }
  }

  /**
   * Reads a {@code preprocessor_config.json}.
   *
   * @throws ImageException if it is missing, is no JSON object, or asks by name for a step that
   *     does not exist here
   */
  public static Preprocessor read(Path file) {
    return PreprocessorConfig.read(file);
  }

  /** ViT's own settings: a square by bilinear resizing, values in [-1, 1]. */
  public static Preprocessor defaults(int imageSize) {
    float[] half = {0.5f, 0.5f, 0.5f};
    ModelSize square = new ModelSize.Exact(imageSize, imageSize);
    return new Preprocessor(
        square, Resample.BILINEAR, Optional.empty(), 1 / 255.0, half, half.clone());
  }

  /** The model's input of an image: float32 [3][height][width] as one array, RGB. */
  public float[] apply(Pixels image) {
    return normalised(resized(image));
  }

  /** The 8-bit RGB picture that the model sees: resized and cropped, not yet normalised. */
  public Pixels resized(Pixels image) {
    int width = size.width(image.width(), image.height());
    int height = size.height(image.width(), image.height());
    Pixels whole = PilResize.resize(image.rgb(), width, height, resample);
    return crop.map(window -> centreCrop(whole, window)).orElse(whole);
  }

  /**
   * Rescales and normalises a picture of the model's size.
   *
   * @return float32 [3][height][width] as one array, RGB
   */
  public float[] normalised(Pixels picture) {
    Pixels rgb = picture.rgb();
    int area = rgb.width() * rgb.height();
    float[] planes = new float[CHANNELS * area];
    for (int c = 0; c < CHANNELS; c++) {
      float[] table = table(c);
      for (int i = 0; i < area; i++) {
        planes[c * area + i] = table[rgb.data()[i * CHANNELS + c] & 0xff];
      }
    }
    return planes;
  }

  /** What 8-bit black becomes in a channel (0 to 2): the "black" fill of perturbation metrics. */
  public float blackValue(int channel) {
    return table(channel)[0];
  }

  /**
   * The part of an image that the model's input shows, in the image's own pixel coordinates. Larger
   * than the image where the crop padded it.
   *
   * @param width columns of the original image
   * @param height its rows
   */
  public Box region(int width, int height) {
    if (crop.isEmpty()) {
      return Box.of(width, height);
    }
    int resizedWidth = size.width(width, height);
    int resizedHeight = size.height(width, height);
    double scaleX = (double) width / resizedWidth;
    double scaleY = (double) height / resizedHeight;
    int left = Math.floorDiv(resizedWidth - crop.get().width(), 2);
    int top = Math.floorDiv(resizedHeight - crop.get().height(), 2);
    return new Box(
        left * scaleX,
        top * scaleY,
        (left + crop.get().width()) * scaleX,
        (top + crop.get().height()) * scaleY);
  }

  /** All 256 results of one channel, in the reference's order of float64 and float32 steps. */
  private float[] table(int channel) {
    float[] table = new float[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = ((float) (value * rescaleFactor) - mean[channel]) / std[channel];
    }
    return table;
  }

  private static Pixels centreCrop(Pixels image, ModelSize.Exact window) {
    int left = Math.floorDiv(image.width() - window.width(), 2);
    int top = Math.floorDiv(image.height() - window.height(), 2);
    byte[] data = new byte[window.width() * window.height() * CHANNELS];
    int firstColumn = Math.max(0, left);
    int endColumn = Math.min(image.width(), left + window.width());
    int endRow = Math.min(image.height(), top + window.height());
    for (int row = Math.max(0, top); row < endRow; row++) {
      int from = (row * image.width() + firstColumn) * CHANNELS;
      int to = ((row - top) * window.width() + firstColumn - left) * CHANNELS;
      System.arraycopy(image.data(), from, data, to, (endColumn - firstColumn) * CHANNELS);
    }
    return new Pixels(window.width(), window.height(), CHANNELS, data);
  }
}
