package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vitexplain.demo.Scene;
import vitexplain.demo.SceneDifficulty;
import vitexplain.demo.SceneFiles;
import vitexplain.demo.SceneGenerator;
import vitexplain.image.preprocess.Preprocessor;

/** What the embedded models make of scenes that patches are missing from. */
class DroppedPatchesTest {
  private static final Path DATA = Path.of("data");
  private static final int SCENES = 200;
  private static final int PATCH = 8;
  private static final int COLUMNS = Scene.SIZE / PATCH;

  /** Well below the 0.13 that is found. */
  private static final double CLEARLY = 0.05;

  /**
   * @param accuracy share of the scenes named right
   * @param certainty mean of the largest probability
   */
  private record Answers(double accuracy, double certainty) {}

  @Test
  void threeOfTenPatchesAreEnoughForEither() {
    for (EmbeddedModel embedded : EmbeddedModel.values()) {
      Random random = new Random(1);
      Answers answers = answers(embedded, "30 % of the patches", scene -> some(0.3, random));
      assertThat(answers.accuracy()).isGreaterThanOrEqualTo(0.95);
    }
  }

  /** The object is gone and nothing stands in for it: a model that knows removal notices. */
  @Test
  void withoutTheObjectsPatchesTheOneTrainedOnRemovalIsLessSure() {
    Function<Scene, int[]> background =
        scene -> patches().filter(patch -> !showsObject(scene, patch)).toArray();
    Answers demo = answers(EmbeddedModel.DEMO, "patches without object", background);
    Answers drop = answers(EmbeddedModel.DEMO_DROP, "patches without object", background);
    assertThat(drop.certainty()).isLessThan(demo.certainty() - CLEARLY);
    assertThat(List.of(demo.accuracy(), drop.accuracy()))
        .allSatisfy(accuracy -> assertThat(accuracy).isLessThan(0.25));
  }

  private static Answers answers(
      EmbeddedModel embedded, String left, Function<Scene, int[]> keptPatches) {
    ModelDirectory directory = new ModelDirectory(embedded.id(), embedded.in(DATA));
    Preprocessor preprocessor = directory.preprocessor();
    SceneGenerator scenes = new SceneGenerator(SceneFiles.TEST_SEED, SceneDifficulty.FULL);
    int right = 0;
    double certain = 0;
    try (Vit model = directory.open(Device.cpu(), DataType.FLOAT32, 0)) {
      for (int i = 0; i < SCENES; i++) {
        Scene scene = scenes.scene(i);
        int[][] kept = {keptPatches.apply(scene)};
        try (NDManager scope = model.newScope()) {
          NDArray pixels = model.pixels(scope, preprocessor.apply(scene.picture()));
          NDArray probabilities = model.logits(pixels, kept).softmax(1);
          right += probabilities.argMax(1).getLong(0) == scene.label() ? 1 : 0;
          certain += probabilities.max().getFloat();
        }
      }
    }
    Answers answers = new Answers(right / (double) SCENES, certain / SCENES);
    System.out.printf(
        Locale.ROOT,
        "%s, %s: accuracy %.3f, largest probability %.3f%n",
        embedded.id(),
        left,
        answers.accuracy(),
        answers.certainty());
    return answers;
  }

  private static IntStream patches() {
    return IntStream.range(0, COLUMNS * COLUMNS);
  }

  private static int[] some(double share, Random random) {
    List<Integer> all = patches().boxed().collect(Collectors.toList());
    Collections.shuffle(all, random);
    return all.stream().limit(Math.round(share * all.size())).mapToInt(i -> i).sorted().toArray();
  }

  private static boolean showsObject(Scene scene, int patch) {
    int top = patch / COLUMNS * PATCH;
    int left = patch % COLUMNS * PATCH;
    IntPredicate isObject = i -> scene.mask()[(top + i / PATCH) * Scene.SIZE + left + i % PATCH];
    return IntStream.range(0, PATCH * PATCH).anyMatch(isObject);
  }
}
