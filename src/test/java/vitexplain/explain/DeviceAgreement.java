package vitexplain.explain;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import vitexplain.explain.map.Explainer;
import vitexplain.image.ImageFiles;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.statistics.RankCorrelation;
import vitexplain.vit.Devices;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * Compares every method's maps on a GPU with those on the CPU in float32, on the embedded model and
 * at ViT-B/16's shape with random weights; and with what other programs computed, where their files
 * are given. A line per model, dtype and method.
 *
 * <pre>java -cp ... vitexplain.explain.DeviceAgreement cuda [FOLDER of originals.py --save]</pre>
 */
public final class DeviceAgreement {
  private static final int IMAGES = 4;
  private static final Path DATA = Path.of("data");

  private DeviceAgreement() {}

  /**
   * How far apart two batches of maps are.
   *
   * @param difference the largest of any patch, after min-max
   * @param correlation Spearman's rho, of the image where it is lowest; NaN for maps without order
   */
  record Agreement(
      String model, String dtype, String method, double difference, double correlation) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s,%s,%s,%.3g,%.6f", model, dtype, method, difference, correlation);
    }
  }

  /**
   * Prints the lines.
   *
   * @param args a device; a folder with a model, {@code pixels.f32} and one file of maps a method
   */
  public static void main(String[] args) throws IOException {
    Device device = Devices.resolve(args[0]);
    System.out.println("model,dtype,method,largest_difference,lowest_rank_correlation");
    if (args.length > 1) {
      othersOn(device, Path.of(args[1])).forEach(System.out::println);
    }
    for (String model : List.of("demo", "shape:vit-base-16-224")) {
      for (DataType dtype : List.of(DataType.FLOAT32, DataType.FLOAT16)) {
        of(model, device, dtype).forEach(System.out::println);
      }
    }
  }

  /** Every registered method, on a device in a dtype against the CPU in float32. */
  static List<Agreement> of(String model, Device device, DataType dtype) {
    ModelSource source = ModelSource.named(model, DATA);
    try (Vit expected = source.open(Device.cpu(), DataType.FLOAT32, 1);
        Vit found = source.open(device, dtype, 1)) {
      float[][] images = model.equals("demo") ? scenes(source) : noise(expected);
      // Rounding must not choose the class.
      Targets targets = Targets.of(new int[images.length]);
      String type = dtype.name().toLowerCase(Locale.ROOT);
      return Methods.all().stream()
          .map(Methods.Entry::name)
          .map(
              id ->
                  of(
                      model,
                      type,
                      id,
                      maps(found, images, id, targets),
                      maps(expected, images, id, targets)))
          .toList();
    }
  }

  private static float[][] scenes(ModelSource source) {
    Preprocessor preprocessor = source.preprocessor();
    return IntStream.range(0, IMAGES)
        .mapToObj(i -> String.format(Locale.ROOT, "scene_%03d.png", i))
        .map(name -> preprocessor.apply(ImageFiles.read(Path.of("data/scenes/images", name), 3)))
        .toArray(float[][]::new);
  }

  private static float[][] noise(Vit model) {
    Random random = new Random(1);
    int size = 3 * model.config().imageWidth() * model.config().imageHeight();
    float[][] images = new float[2][size];
    for (float[] image : images) {
      for (int i = 0; i < size; i++) {
        image[i] = (float) random.nextGaussian();
      }
    }
    return images;
  }

  /** What other programs computed, by file: logits, and maps of the methods that they have. */
  static List<Agreement> othersOn(Device device, Path folder) throws IOException {
    ModelSource source = ModelSource.named(folder.toString(), DATA);
    try (Vit model = source.open(device, DataType.FLOAT32, 1);
        NDManager scope = model.newScope()) {
      int size = 3 * model.config().imageWidth() * model.config().imageHeight();
      float[][] images = floats(folder.resolve("pixels.f32"), size);
      float[][] logits = HostMatrix.floats(model.logits(model.pixels(scope, images)));
      double difference =
          difference(logits, floats(folder.resolve("logits.f32"), logits[0].length));
      System.out.printf(Locale.ROOT, "others,float32,logits,%.3g,%n", difference);
      return List.of("legrad", "gmar-l1", "gmar-l2", "rollout").stream()
          .map(
              each -> {
                float[][] maps = maps(model, images, each, Targets.predicted());
                float[][] theirs = floats(folder.resolve(each + ".f32"), maps[0].length);
                return of("others", "float32", each, maps, theirs);
              })
          .toList();
    }
  }

  private static Agreement of(
      String model, String dtype, String id, float[][] found, float[][] expected) {
    double correlation =
        IntStream.range(0, found.length)
            .mapToDouble(b -> RankCorrelation.spearman(doubles(found[b]), doubles(expected[b])))
            .min()
            .orElseThrow();
    return new Agreement(
        model, dtype, id, difference(scaled(found), scaled(expected)), correlation);
  }

  private static float[][] maps(Vit model, float[][] images, String id, Targets targets) {
    Explainer explainer = Methods.named(id);
    try (NDManager scope = model.newScope();
        Trace trace = model.trace(model.pixels(scope, images), targets, explainer.needs())) {
      return explainer.explain(trace).values();
    }
  }

  private static float[][] scaled(float[][] maps) {
    float[][] scaled = new float[maps.length][];
    for (int b = 0; b < maps.length; b++) {
      double[] values = doubles(maps[b]);
      double low = IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElse(0);
      double high = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElse(0);
      scaled[b] = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        scaled[b][i] = high > low ? (float) ((values[i] - low) / (high - low)) : 0;
      }
    }
    return scaled;
  }

  private static double difference(float[][] found, float[][] expected) {
    double largest = 0;
    for (int b = 0; b < found.length; b++) {
      for (int i = 0; i < found[b].length; i++) {
        double difference = Math.abs(found[b][i] - expected[b][i]);
        // NaN must not pass for agreement.
        largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
      }
    }
    return largest;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static float[][] floats(Path file, int width) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      float[][] rows = new float[bytes.remaining() / Float.BYTES / width][width];
      for (float[] row : rows) {
        bytes.asFloatBuffer().get(row);
        bytes.position(bytes.position() + width * Float.BYTES);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
