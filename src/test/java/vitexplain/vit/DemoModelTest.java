package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.image.Pixels;
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

  /** Each object is seen in front of the backgrounds of the scenes this far on in the list. */
  private static final int[] PARTNERS = {1, 57, 203};

  private static List<Scene> scenes;
  private static Vit model;
  private static double accuracy;

  @BeforeAll
  static void loadCommittedFiles() throws IOException {
    SceneGenerator generator = new SceneGenerator(SceneFiles.TEST_SEED, SceneDifficulty.FULL);
    List<String> labels = Files.readAllLines(SCENES.resolve("labels.csv"));
    scenes =
        IntStream.range(0, labels.size() - 1)
            .mapToObj(i -> committed(labels.get(i + 1).split(","), generator.scene(i)))
            .toList();
    VitConfig config = ConfigReader.read(MODEL.resolve("config.json"));
    NDManager manager = NDManager.newBaseManager();
    try (Safetensors file = Safetensors.open(MODEL.resolve("model.safetensors"))) {
      model =
          new Vit(
              manager,
              config,
              Checkpoint.read("demo-vit", file, config, manager, DataType.FLOAT32));
    }
    accuracy = accuracy(i -> scenes.get(i).picture());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void unseenScenesAreNamedRight() {
    assertThat(scenes).hasSizeGreaterThanOrEqualTo(240);
    assertThat(accuracy).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void withoutTheObjectTheModelGuesses() {
    assertThat(accuracy(i -> scenes.get(i).paintedOver())).isCloseTo(CHANCE, within(0.03));
  }

  @Test
  void theBackgroundDoesNotMatter() {
    for (int partner : PARTNERS) {
      double moved = accuracy(i -> scenes.get(i).onBackgroundOf(ahead(i, partner)).picture());
      assertThat(moved).as("partner " + partner).isCloseTo(accuracy, within(0.05));
    }
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

  private static Scene ahead(int index, int by) {
    return scenes.get((index + by) % scenes.size());
  }

  /**
   * Picture, mask and label from the files; the generator adds only what lies behind the object.
   */
  private static Scene committed(String[] row, Scene drawn) {
    Pixels picture = read("images", row[0]);
    Pixels mask = read("masks", row[0]);
    boolean[] covered = new boolean[Scene.SIZE * Scene.SIZE];
    for (int i = 0; i < covered.length; i++) {
      covered[i] = mask.data()[3 * i] != 0;
    }
    return new Scene(
        Integer.parseInt(row[1]), drawn.background(), drawn.distractors(), picture, covered);
  }

  private static Pixels read(String folder, String name) {
    try {
      BufferedImage image = ImageIO.read(SCENES.resolve(folder).resolve(name).toFile());
      byte[] data = new byte[3 * image.getWidth() * image.getHeight()];
      for (int i = 0; i < data.length; i++) {
        int place = i / 3;
        int rgb = image.getRGB(place % image.getWidth(), place / image.getWidth());
        data[i] = (byte) (rgb >> (16 - 8 * (i % 3)));
      }
      return new Pixels(image.getWidth(), image.getHeight(), 3, data);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static double accuracy(IntFunction<Pixels> picture) {
    int right = 0;
    for (int first = 0; first < scenes.size(); first += BATCH) {
      int start = first;
      float[][] batch =
          IntStream.range(first, Math.min(first + BATCH, scenes.size()))
              .mapToObj(i -> SceneBatches.normalised(picture.apply(i)))
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
