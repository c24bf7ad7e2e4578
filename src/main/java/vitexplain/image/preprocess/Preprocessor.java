package vitexplain.image.preprocess;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Pixels;
import vitexplain.image.resize.Box;
import vitexplain.image.resize.Resample;
import vitexplain.image.resize.TorchResize;

/**
 * From a decoded image to a model's input, step by step as the checkpoint's own image processor:
 * resize, centre crop, rescale, normalise.
 *
 * @param backend whose arithmetic
 * @param size the size to resize to
 * @param resample the resizing filter
 * @param crop after resizing, if any
 * @param scaling of the values
 * @param part of what the other steps make that is kept, if not all
 */
public record Preprocessor(
    Backend backend,
    ModelSize size,
    Resample resample,
    Optional<Crop> crop,
    Scaling scaling,
    Optional<Part> part) {

  private static final int RGB = 3;

  /** Of a resized picture before its crop: a long, narrow image must not fill the memory. */
  private static final int MOST_PIXELS = 50_000_000;

  /**
   * The upper left part of an input, for a model whose patches do not cover the rest.
   *
   * @param of the size that the other steps make
   * @param kept its part
   */
  public record Part(ModelSize.Exact of, ModelSize.Exact kept) {}

  /** All that the steps make is kept. */
  public Preprocessor(
      Backend backend, ModelSize size, Resample resample, Optional<Crop> crop, Scaling scaling) {
    this(backend, size, resample, crop, scaling, Optional.empty());
  }

  /** Reads the {@code preprocessor_config.json} of an RGB ViT. Throws as the other. */
  public static Preprocessor read(Path file) {
    return read(file, RGB);
  }

  /** Reads that of a ViT with 1 or 3 channels. Throws as the other. */
  public static Preprocessor read(Path file, int channels) {
    return read(file, channels, "vit");
  }

  /**
   * Reads a file that says how pixels are made: {@code preprocessor_config.json} and {@code
   * processor_config.json} of transformers, {@code config.json} of timm, {@code
   * open_clip_config.json}.
   *
   * @param channels of the model, 1 or 3
   * @param modelType {@code model_type} of its config.json: whose image processor it is where a
   *     file of transformers names none
   * @throws Refusal if it is missing, is no JSON object, is of a class that does something else
   *     with its keys, asks by name for a step that does not exist here, or is made for another
   *     number of channels
   */
  public static Preprocessor read(Path file, int channels, String modelType) {
    return PreprocessorFile.read(file, channels, modelType);
  }

  /** {@link #defaults(int, int, int)} of a square RGB model. */
  public static Preprocessor defaults(int imageSize) {
    return defaults(imageSize, imageSize, RGB);
  }

  /** ViT's own settings: bilinear resizing to the model's size, values in [-1, 1]. */
  public static Preprocessor defaults(int width, int height, int channels) {
    double[] half = new double[channels];
    Arrays.fill(half, 0.5);
    return new Preprocessor(
        Backend.PILLOW,
        new ModelSize.Exact(width, height),
        Resample.BILINEAR,
        Optional.empty(),
        Scaling.normalising(1 / 255.0, half, half.clone()));
  }

  /** Channels of the model's input, 1 (grey) or 3 (RGB). */
  public int channels() {
    return scaling.channels();
  }

  /**
   * The same for inputs of another size: they are resized to it, or a crop of it keeps its share of
   * the resized picture.
   */
  public Preprocessor forInputs(ModelSize.Exact other) {
    if (crop.isEmpty()) {
      ModelSize resized = size instanceof ModelSize.Exact ? other : size;
      return new Preprocessor(backend, resized, resample, crop, scaling);
    }
    ModelSize.Exact window = crop.get().size();
    ModelSize resized =
        size.scaled(
            (double) other.width() / window.width(), (double) other.height() / window.height());
    return new Preprocessor(
        backend, resized, resample, Optional.of(new Crop(other, crop.get().fill())), scaling);
  }

  /**
   * The same for a model that reads the upper left part of its input.
   *
   * @param made the input's size
   * @param kept its part
   */
  public Preprocessor keeping(ModelSize.Exact made, ModelSize.Exact kept) {
    return made.equals(kept)
        ? this
        : new Preprocessor(
            backend, size, resample, crop, scaling, Optional.of(new Part(made, kept)));
  }

  /** What every image becomes before a {@link Part} is kept, where the settings alone decide it. */
  public Optional<ModelSize.Exact> outputSize() {
    return crop.isPresent() || !(size instanceof ModelSize.Exact exact)
        ? crop.map(Crop::size)
        : Optional.of(exact);
  }

  /** The model's input of an image: float32 [channels][height][width] as one array. */
  public float[] apply(Pixels image) {
    if (backend == Backend.TORCHVISION_FLOAT) {
      return resizedAsFloats(inChannels(image));
    }
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
    ModelSize.Exact made = outputSize().orElse(new ModelSize.Exact(width, height));
    ModelSize.Exact expected = part.map(Part::of).orElse(model);
    if (!made.equals(expected)) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "%s; the model reads %d x %d. Resize the image, or use the preprocessor_config.json"
                  + " that the model was trained with.",
              becomes(name, image, made.width(), made.height()),
              expected.width(),
              expected.height()));
    }
    if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "%s; expected at most %d pixels and no edge of 0. Crop the image.",
              becomes(name, image, width, height),
              MOST_PIXELS));
    }
    return apply(image);
  }

  private String becomes(String name, Pixels image, int width, int height) {
    return String.format(
        Locale.ROOT,
        "image '%s' of %d x %d (width x height) becomes %d x %d as the preprocessor has %s",
        name,
        image.width(),
        image.height(),
        width,
        height,
        sizeSetting());
  }

  /** The setting that decides the size of a picture, as the file has it. */
  private String sizeSetting() {
    if (crop.isPresent()) {
      ModelSize.Exact window = crop.get().size();
      return String.format(Locale.ROOT, "crop_size %d x %d", window.width(), window.height());
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
    Pixels whole = backend.resize(inChannels(image), width, height, resample);
    Pixels made =
        crop.map(
                window ->
                    window(
                        whole,
                        window,
                        backend.cropStart(whole.width(), window.size().width()),
                        backend.cropStart(whole.height(), window.size().height())))
            .orElse(whole);
    return part.map(some -> window(made, Crop.black(some.kept(), made.channels()), 0, 0))
        .orElse(made);
  }

  private float[] resizedAsFloats(Pixels image) {
    int area = image.width() * image.height();
    float[] planes = new float[channels() * area];
    for (int i = 0; i < planes.length; i++) {
      int value = image.data()[i % area * channels() + i / area] & 0xff;
      planes[i] = backend.rescaled(value, scaling.factor());
    }
    int width = size.width(image.width(), image.height());
    int height = size.height(image.width(), image.height());
    float[] made =
        TorchResize.resize(planes, image.width(), image.height(), width, height, resample);
    for (int i = 0; i < made.length; i++) {
      int channel = i / (width * height);
      made[i] = (made[i] - (float) scaling.mean()[channel]) / (float) scaling.std()[channel];
    }
    return part.map(some -> kept(made, width, height, some.kept())).orElse(made);
  }

  /** [channels][height][width] to the same of the upper left part. */
  private float[] kept(float[] planes, int width, int height, ModelSize.Exact size) {
    float[] kept = new float[channels() * size.height() * size.width()];
    for (int row = 0; row < channels() * size.height(); row++) {
      int from = (row / size.height() * height + row % size.height()) * width;
      System.arraycopy(planes, from, kept, row * size.width(), size.width());
    }
    return kept;
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

  /**
   * Rescales and normalises a picture of the model's size for a model in float64, as a published
   * evaluation does that is run in float64: values are rescaled to float32, as libraries read
   * pictures, and normalised in float64.
   *
   * @return float64 [channels][height][width] as one array
   */
  public double[] normalisedExactly(Pixels picture) {
    Pixels pixels = inChannels(picture);
    int channels = channels();
    int area = pixels.width() * pixels.height();
    double[] planes = new double[channels * area];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < area; i++) {
        int value = pixels.data()[i * channels + c] & 0xff;
        planes[c * area + i] = backend.scaledExactly(value, scaling, c);
      }
    }
    return planes;
  }

  private Pixels inChannels(Pixels picture) {
    return channels() == 1 ? picture.grey() : picture.rgb();
  }

  /** What 8-bit black becomes in a channel (from 0): the "black" fill of perturbation metrics. */
  public float blackValue(int channel) {
    return backend.scaled(0, scaling, channel);
  }

  /**
   * The part of an image that the model's input shows, in the image's own pixel coordinates. Larger
   * than the image where the crop padded it.
   *
   * @param width columns of the original image
   * @param height its rows
   */
  public Box region(int width, int height) {
    Box whole = regionOfAll(width, height);
    return part.map(
            some ->
                new Box(
                    whole.left(),
                    whole.top(),
                    whole.left() + whole.width() * some.kept().width() / some.of().width(),
                    whole.top() + whole.height() * some.kept().height() / some.of().height()))
        .orElse(whole);
  }

  private Box regionOfAll(int width, int height) {
    if (crop.isEmpty()) {
      return Box.of(width, height);
    }
    ModelSize.Exact window = crop.get().size();
    int resizedWidth = size.width(width, height);
    int resizedHeight = size.height(width, height);
    double scaleX = (double) width / resizedWidth;
    double scaleY = (double) height / resizedHeight;
    int left = backend.cropStart(resizedWidth, window.width());
    int top = backend.cropStart(resizedHeight, window.height());
    return new Box(
        left * scaleX,
        top * scaleY,
        (left + window.width()) * scaleX,
        (top + window.height()) * scaleY);
  }

  /** All 256 results of one channel. */
  private float[] table(int channel) {
    float[] table = new float[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = backend.scaled(value, scaling, channel);
    }
    return table;
  }

  private static Pixels window(Pixels image, Crop crop, int left, int top) {
    ModelSize.Exact window = crop.size();
    int channels = image.channels();
    byte[] data = new byte[window.width() * window.height() * channels];
    for (int i = 0; i < data.length; i++) {
      data[i] = crop.fill().get(i % channels).byteValue();
    }
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
