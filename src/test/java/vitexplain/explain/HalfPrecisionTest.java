package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.map.Explainer;
import vitexplain.image.ImageFiles;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.statistics.RankCorrelation;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * Maps in float16 rank the patches as those in float32 do. Not asked of the peers: where a map is
 * what is left of large terms of both signs, half precision loses its order.
 */
class HalfPrecisionTest {
  private static final int IMAGES = 8;
  private static final double AGREEMENT = 0.995;

  private static Vit single;
  private static Vit half;
  private static float[][] images;

  @BeforeAll
  static void open() {
    ModelSource demo = ModelSource.named("demo", Path.of("data"));
    single = demo.open(Device.cpu(), DataType.FLOAT32, 0);
    half = demo.open(Device.cpu(), DataType.FLOAT16, 0);
    Preprocessor preprocessor = demo.preprocessor();
    images =
        IntStream.range(0, IMAGES)
            .mapToObj(i -> Path.of("data", "scenes", "images", "scene_%03d.png".formatted(i)))
            .map(path -> preprocessor.apply(ImageFiles.read(path, 3)))
            .toArray(float[][]::new);
  }

  @AfterAll
  static void close() {
    single.close();
    half.close();
  }

  private static Stream<String> methods() {
    return Stream.concat(
        Methods.all().stream()
            .filter(each -> each.kind() == Methods.Kind.METHOD)
            .map(Methods.Entry::name),
        Stream.of("legrad:pool=readout"));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void mapsOfHalfPrecisionRankThePatchesAlike(String id) {
    float[][] expected = maps(single, id);
    float[][] found = maps(half, id);
    for (int b = 0; b < IMAGES; b++) {
      assertThat(RankCorrelation.spearman(doubles(found[b]), doubles(expected[b])))
          .as("image " + b)
          .isGreaterThan(AGREEMENT);
    }
  }

  private static float[][] maps(Vit model, String id) {
    Explainer explainer = Methods.named(id);
    try (NDManager scope = model.newScope()) {
      NDArray pixels = model.pixels(scope, images);
      try (Trace trace = model.trace(pixels, Targets.predicted(), explainer.needs())) {
        return explainer.explain(trace).values();
      }
    }
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
