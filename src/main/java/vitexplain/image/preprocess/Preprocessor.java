package vitexplain.image.preprocess;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Pixels;
import vitexplain.image.resize.Box;
import vitexplain.image.resize.PilResize;
import vitexplain.image.resize.Resample;

/**
 * From a decoded image to a model's input, step by step as transformers' {@code ViTImageProcessor}
 * with Pillow: resize, centre crop, rescale, normalise.
 *
 * @param size the size to resize to
 * @param resample the resizing filter
 * @param crop the size of the centre crop after resizing; a smaller image is padded with black
 * @param rescaleFactor what 8-bit values are multiplied by, usually 1/255
 * @param mean subtracted after rescaling, one value per channel: 1 (grey) or 3 (RGB)
 * @param std divided by after that, as many, not 0
 */
public record Preprocessor(
    ModelSize size,
    Resample resample,
    Optional<ModelSize.Exact> crop,
    double rescaleFactor,
    float[] mean,
    float[] std) {

  private static final int RGB = 3;

  /** Of a resized picture before its crop: a long, narrow image must not fill the memory. */
  private static final int MOST_PIXELS = 50_000_000;

  public Preprocessor {
    if ((mean.length != 1 && mean.length != RGB) || std.length != mean.length) {
      throw new IllegalArgumentException(
          "image_mean has "
              + mean.length
              + " and image_std "
              + std.length
              + " values; expected 1 each (grey) or 3 each (RGB)");
    }
    for (float value : std) {
      if (value == 0 || !Float.isFinite(value)) {
        throw new IllegalArgumentException("image_std " + Arrays.toString(std) + " cannot divide");
      }
    }
  }

  /** Reads the {@code preprocessor_config.json} of an RGB ViT. Throws as the other. */
  public static Preprocessor read(Path file) {
    return read(file, RGB);
  }

  /** Reads that of a ViT with 1 or 3 channels. Throws as the other. */
  public static Preprocessor read(Path file, int channels) {
    return read(file, channels, "ViT");
  }

  /**
   * Reads a {@code preprocessor_config.json}.
   *
   * @param channels of the model, 1 or 3
   * @param family whose image processor it is of where it names none: ViT or DeiT
   * @throws Refusal if it is missing, is no JSON object, is of a class that does something else
   *     with its keys, asks by name for a step that does not exist here, or is made for another
   *     number of channels
   */
  public static Preprocessor read(Path file, int channels, String family) {
    return PreprocessorConfig.read(file, channels, family);
  }

  /** {@link #defaults(int, int, int)} of a square RGB model. */
  public static Preprocessor defaults(int imageSize) {
    return defaults(imageSize, imageSize, RGB);
  }

  /** ViT's own settings: bilinear resizing to the model's size, values in [-1, 1]. */
  public static Preprocessor defaults(int width, int height, int channels) {
    float[] half = new float[channels];
    Arrays.fill(half, 0.5f);
    return new Preprocessor(
        new ModelSize.Exact(width, height),
        Resample.BILINEAR,
        Optional.empty(),
        1 / 255.0,
        half,
        half.clone());
  }

  /** Channels of the model's input, 1 (grey) or 3 (RGB). */
  public int channels() {
    return mean.length;
  }

  /** What every image becomes, where the settings alone decide it. */
  public Optional<ModelSize.Exact> outputSize() {
    return crop.isPresent() || !(size instanceof ModelSize.Exact exact) ? crop : Optional.of(exact);
  }

  /** The model's input of an image: float32 [channels][height][width] as one array. */
  public float[] apply(Pixels image) {
    return normalised(resized(image));
  }

  /**
   * {@link #apply(Pixels)} for a model that reads pictures of one size.
   *
   * @param name the image's, for the message
   * @param model the size that it reads
   * @throws Refusal (an input's) if these settings make another size of this image
   */
  public float[] apply(String name, Pixels image, ModelSize.Exact model) {
    int width = size.width(image.width(), image.height());
    int height = size.height(image.width(), image.height());
    ModelSize.Exact made = crop.orElse(new ModelSize.Exact(width, height));
    if (!made.equals(model)) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "image '%s' of %d x %d (width x height) becomes %d x %d as the preprocessor has %s; the"
                  + " model reads %d x %d. Resize the image, or use the preprocessor_config.json"
                  + " that the model was trained with.",
              name,
              image.width(),
              image.height(),
              made.width(),
              made.height(),
              sizeSetting(),
              model.width(),
              model.height()));
    }
    if ((long) width * height > MOST_PIXELS) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "image '%s' of %d x %d (width x height) becomes %d x %d as the preprocessor has %s;"
                  + " expected at most %d pixels. Crop the image.",
              name,
              image.width(),
              image.height(),
              width,
              height,
              sizeSetting(),
              MOST_PIXELS));
    }
    return apply(image);
  }

  /** The setting that decides the size of a picture, as the file has it. */
  private String sizeSetting() {
    if (crop.isPresent()) {
      return String.format(
          Locale.ROOT, "crop_size %d x %d", crop.get().width(), crop.get().height());
    }
    if (size instanceof ModelSize.ShortestEdge edge) {
      return "size {\"shortest_edge\": " + edge.pixels() + "} without a centre crop";
    }
    return size instanceof ModelSize.Exact exact
        ? String.format(Locale.ROOT, "size %d x %d", exact.width(), exact.height())
        : "do_resize off";
  }

  /** The 8-bit picture, grey or RGB, that the model sees: resized and cropped, not normalised. */
  public Pixels resized(Pixels image) {
    int width = size.width(image.width(), image.height());
    int height = size.height(image.width(), image.height());
    Pixels whole = PilResize.resize(inChannels(image), width, height, resample);
    return crop.map(window -> centreCrop(whole, window)).orElse(whole);
  }

  /**
   * Rescales and normalises a picture of the model's size.
   *
   * @return float32 [channels][height][width] as one array
   */
  public float[] normalised(Pixels picture) {
    Pixels pixels = inChannels(picture);
    int channels = channels();
    int area = pixels.width() * pixels.height();
    float[] planes = new float[channels * area];
    for (int c = 0; c < channels; c++) {
      float[] table = table(c);
      for (int i = 0; i < area; i++) {
        planes[c * area + i] = table[pixels.data()[i * channels + c] & 0xff];
      }
    }
    return planes;
  }

  private Pixels inChannels(Pixels picture) {
    return channels() == 1 ? picture.grey() : picture.rgb();
  }

  /** What 8-bit black becomes in a channel (from 0): the "black" fill of perturbation metrics. */
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
    int channels = image.channels();
    byte[] data = new byte[window.width() * window.height() * channels];
    int firstColumn = Math.max(0, left);
    int endColumn = Math.min(image.width(), left + window.width());
    int endRow = Math.min(image.height(), top + window.height());
    for (int row = Math.max(0, top); row < endRow; row++) {
      int from = (row * image.width() + firstColumn) * channels;
      int to = ((row - top) * window.width() + firstColumn - left) * channels;
      System.arraycopy(image.data(), from, data, to, (endColumn - firstColumn) * channels);
    }
    return new Pixels(window.width(), window.height(), channels, data);
  }
}
