package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import vitexplain.image.ImageFiles;
import vitexplain.image.Mask;
import vitexplain.image.Pixels;
import vitexplain.image.Preprocessor;
import vitexplain.image.Scene;
import vitexplain.image.SceneDifficulty;
import vitexplain.image.SceneFiles;
import vitexplain.image.SceneGenerator;

/**
 * Is the committed model with the committed scenes a fair test bed? It is if the model names unseen
 * scenes right because of the object, and because of nothing else.
 */
class DemoModelTest {

  private static final Path SCENES = Path.of("data", "scenes");
  private static final Path MODEL = Path.of("data", "demo-vit");
  private static final double CHANCE = 1.0 / 8;
  private static final int BATCH = 40;

  /** Four standard errors of an accuracy of one half on 400 scenes. */
  private static final double CUE_SLACK = 0.1;

  /** Each object is seen in front of the backgrounds of the scenes this far on in the list. */
  private static final int[] PARTNERS = {1, 57, 203};

  private static List<Scene> scenes;
  private static Vit model;
  private static Preprocessor preprocessor;
  private static double accuracy;

  @BeforeAll
  static void loadCommittedFiles() throws IOException {
    SceneGenerator generator = new SceneGenerator(SceneFiles.TEST_SEED, SceneDifficulty.FULL);
    List<String> labels = Files.readAllLines(SCENES.resolve("labels.csv"));
    scenes =
        IntStream.range(0, labels.size() - 1)
            .mapToObj(i -> committed(labels.get(i + 1).split(","), generator.scene(i)))
            .toList();
    ModelDirectory directory = new ModelDirectory("demo-vit", MODEL);
    preprocessor = directory.preprocessor();
    model = directory.open(Device.cpu(), DataType.FLOAT32, 0);
    accuracy = accuracy(i -> scenes.get(i).picture());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void unseenScenesAreNamedRight(TestReporter reporter) {
    reporter.publishEntry("accuracy", Double.toString(accuracy));
    assertThat(scenes).hasSizeGreaterThanOrEqualTo(240);
    assertThat(accuracy).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void withoutTheObjectTheModelGuesses(TestReporter reporter) {
    double guessed = accuracy(i -> scenes.get(i).paintedOver());
    reporter.publishEntry("accuracy, object painted over", Double.toString(guessed));
    assertThat(guessed).isCloseTo(CHANCE, within(0.03));
  }

  @Test
  void theBackgroundDoesNotMatter(TestReporter reporter) {
    for (int partner : PARTNERS) {
      double moved = accuracy(i -> scenes.get(i).onBackgroundOf(ahead(i, partner)).picture());
      reporter.publishEntry("accuracy, background of +" + partner, Double.toString(moved));
      assertThat(moved).as("partner " + partner).isCloseTo(accuracy, within(0.05));
    }
  }

  /** A hue names a pair of classes, a stripe direction names one of each of the four pairs. */
  @Test
  void neitherHueNorStripesAloneAreEnough(TestReporter reporter) {
    double plain = accuracy(i -> repainted(scenes.get(i), DemoModelTest::mean));
    double grey = accuracy(i -> repainted(scenes.get(i), DemoModelTest::grey));
    reporter.publishEntry("accuracy, stripes taken away", Double.toString(plain));
    reporter.publishEntry("accuracy, hue taken away", Double.toString(grey));
    assertThat(plain).isLessThan(1.0 / 2 + CUE_SLACK);
    assertThat(grey).isLessThan(1.0 / 4 + CUE_SLACK);
  }

  @Test
  void objectsCoverFourToFortyFivePercent() {
    assertThat(scenes).allSatisfy(s -> assertThat(s.coverage()).isBetween(0.04, 0.45));
  }

  @Test
  void everySceneShowsDistractors() {
    assertThat(scenes).allSatisfy(s -> assertThat(s.visibleDistractorPixels()).isPositive());
  }

  @Test
  void theModelIsSmallEnoughToLiveInTheRepository() throws IOException {
    assertThat(Files.size(MODEL.resolve("model.safetensors"))).isLessThan(8_000_000);
    assertThat(model.config()).isEqualTo(DemoRecipe.STANDARD.config());
  }

  /** The scene with every colour of its object replaced. */
  private static Pixels repainted(Scene scene, BiFunction<Scene, Integer, byte[]> colour) {
    byte[] data = scene.picture().data();
    for (int i = 0; i < scene.mask().length; i++) {
      if (scene.mask()[i]) {
        System.arraycopy(colour.apply(scene, i), 0, data, 3 * i, 3);
      }
    }
    return new Pixels(Scene.SIZE, Scene.SIZE, 3, data);
  }

  private static byte[] grey(Scene scene, int pixel) {
    int sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += scene.object().data()[3 * pixel + c] & 0xff;
    }
    byte value = (byte) (sum / 3);
    return new byte[] {value, value, value};
  }

  private static byte[] mean(Scene scene, int pixel) {
    long[] sum = new long[3];
    int count = 0;
    for (int i = 0; i < scene.mask().length; i++) {
      if (scene.mask()[i]) {
        count++;
        for (int c = 0; c < 3; c++) {
          sum[c] += scene.object().data()[3 * i + c] & 0xff;
        }
      }
    }
    return new byte[] {(byte) (sum[0] / count), (byte) (sum[1] / count), (byte) (sum[2] / count)};
  }

  private static Scene ahead(int index, int by) {
    return scenes.get((index + by) % scenes.size());
  }

  /**
   * Picture, mask and label from the files; the generator adds only what lies behind the object.
   */
  private static Scene committed(String[] row, Scene drawn) {
    Pixels picture = ImageFiles.read(SCENES.resolve("images").resolve(row[0]), 3);
    Mask mask = Mask.read(SCENES.resolve("masks").resolve(row[0]));
    return new Scene(
        Integer.parseInt(row[1]),
        drawn.background(),
        drawn.distractors(),
        picture,
        mask.foreground());
  }

  private static double accuracy(IntFunction<Pixels> picture) {
    int right = 0;
    for (int first = 0; first < scenes.size(); first += BATCH) {
      int start = first;
      float[][] batch =
          IntStream.range(first, Math.min(first + BATCH, scenes.size()))
              .mapToObj(i -> preprocessor.apply(picture.apply(i)))
              .toArray(float[][]::new);
      try (NDManager scope = model.newScope()) {
        long[] named = model.logits(model.pixels(scope, batch)).argMax(1).toLongArray();
        right +=
            (int)
                IntStream.range(0, named.length)
                    .filter(i -> named[i] == scenes.get(start + i).label())
                    .count();
      }
    }
    return right / (double) scenes.size();
  }
}
