package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import vitexplain.demo.DemoRecipe;
import vitexplain.demo.Scene;
import vitexplain.demo.SceneDifficulty;
import vitexplain.demo.SceneFiles;
import vitexplain.demo.SceneGenerator;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;

/**
 * Is a committed model with the committed scenes a fair test bed? It is if the model names unseen
 * scenes right because of the object, and because of nothing else.
 */
@ParameterizedClass
@EnumSource(EmbeddedModel.class)
class DemoModelTest {

  private static final Path DATA = Path.of("data");
  private static final Path SCENES = DATA.resolve("scenes");
  private static final double CHANCE = 1.0 / 8;
  private static final int BATCH = 40;

  /** More than five standard errors of an accuracy of one half on 800 scenes. */
  private static final double CUE_SLACK = 0.1;

  /** Each object is seen in front of the backgrounds of the scenes this far on in the list. */
  private static final int[] PARTNERS = {57, 203};

  private static List<Scene> scenes;
  private static Vit model;
  private static Preprocessor preprocessor;
  private static double accuracy;

  @Parameter EmbeddedModel embedded;

  @BeforeParameterizedClassInvocation
  static void loadCommittedFiles(EmbeddedModel embedded) throws IOException {
    SceneGenerator generator = new SceneGenerator(SceneFiles.TEST_SEED, SceneDifficulty.FULL);
    List<String> labels = Files.readAllLines(SCENES.resolve("labels.csv"));
    scenes =
        IntStream.range(0, labels.size() - 1)
            .mapToObj(i -> committed(labels.get(i + 1).split(","), generator.scene(i)))
            .toList();
    ModelDirectory directory = new ModelDirectory(embedded.id(), embedded.in(DATA));
    preprocessor = directory.preprocessor();
    model = directory.open(Device.cpu(), DataType.FLOAT32, 0);
    accuracy = accuracy(i -> scenes.get(i).picture());
  }

  @AfterParameterizedClassInvocation
  static void close() {
    model.close();
  }

  @Test
  void unseenScenesAreNamedRight() {
    print(embedded, "accuracy", accuracy);
    assertThat(scenes).hasSizeGreaterThanOrEqualTo(240);
    assertThat(accuracy).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void withoutTheObjectTheModelGuesses() {
    double guessed = accuracy(i -> scenes.get(i).paintedOver());
    print(embedded, "accuracy, object painted over", guessed);
    assertThat(guessed).isCloseTo(CHANCE, within(0.03));
  }

  @Test
  void theBackgroundDoesNotMatter() {
    for (int partner : PARTNERS) {
      double moved = accuracy(i -> scenes.get(i).onBackgroundOf(ahead(i, partner)).picture());
      print(embedded, "accuracy, background of +" + partner, moved);
      assertThat(moved).as("partner " + partner).isCloseTo(accuracy, within(0.05));
    }
  }

  /** A hue names a pair of classes, a stripe direction names one of each of the four pairs. */
  @Test
  void neitherHueNorStripesAloneAreEnough() {
    double plain = accuracy(i -> plain(scenes.get(i)));
    double grey = accuracy(i -> grey(scenes.get(i)));
    print(embedded, "accuracy, stripes taken away", plain);
    print(embedded, "accuracy, hue taken away", grey);
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
    assertThat(Files.size(embedded.in(DATA).resolve("model.safetensors"))).isLessThan(8_000_000);
    assertThat(model.config()).isEqualTo(DemoRecipe.STANDARD.config());
  }

  /** The scene with every pixel of its object in the object's mean colour. */
  private static Pixels plain(Scene scene) {
    int[] covered = IntStream.range(0, scene.mask().length).filter(i -> scene.mask()[i]).toArray();
    byte[] data = scene.picture().data();
    for (int c = 0; c < 3; c++) {
      int channel = c;
      double mean =
          IntStream.of(covered).map(i -> scene.object().at(0, i, channel)).average().orElseThrow();
      for (int i : covered) {
        data[3 * i + c] = (byte) Math.round(mean);
      }
    }
    return new Pixels(Scene.SIZE, Scene.SIZE, 3, data);
  }

  /** The scene with every pixel of its object as grey as its channels' mean. */
  private static Pixels grey(Scene scene) {
    byte[] data = scene.picture().data();
    for (int i = 0; i < scene.mask().length; i++) {
      if (scene.mask()[i]) {
        Pixels object = scene.object();
        int sum = object.at(0, i, 0) + object.at(0, i, 1) + object.at(0, i, 2);
        Arrays.fill(data, 3 * i, 3 * i + 3, (byte) (sum / 3));
      }
    }
    return new Pixels(Scene.SIZE, Scene.SIZE, 3, data);
  }

  /** For those who want the figures and not only the bounds. */
  private static void print(EmbeddedModel embedded, String what, double value) {
    System.out.printf(Locale.ROOT, "%s, %s: %.4f%n", embedded.id(), what, value);
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
