package vitexplain.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.Vit;
import vitexplain.vit.model.RandomWeights;
import vitexplain.vit.model.VitWeights;

class DemoTrainingTest {

  private static final DemoRecipe TINY = new DemoRecipe(16, 1, 12, 16, 1e-2, 1);
  private static final DemoRecipe LEARNS = new DemoRecipe(16, 1, 40, 16, 1e-2, 1);
  private static final DemoRecipe DROPS = new DemoRecipe(16, 1, 12, 16, 1e-2, 0.25);

  @Test
  void theSameSeedTrainsTheSameModel(@TempDir Path directory) throws IOException {
    Path one = directory.resolve("one");
    Path other = directory.resolve("other");
    DemoTraining.run(one, 5, TINY, DemoTraining.Listener.NONE);
    DemoTraining.run(other, 5, TINY, DemoTraining.Listener.NONE);

    for (String file : List.of("config.json", "preprocessor_config.json", "model.safetensors")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
  }

  /**
   * One step: the same weights and scenes as without, so the first loss alone tells of the drop.
   */
  @Test
  void droppingChangesWhatTheModelSeesAndNotTheScenes(@TempDir Path directory) {
    Path whole = directory.resolve("whole");
    Path drops = directory.resolve("drops");
    List<Double> losses = new ArrayList<>();
    DemoTraining.Listener keep = (step, steps, loss, accuracy) -> losses.add(loss);
    DemoTraining.run(whole, 5, TINY, keep);
    DemoTraining.run(drops, 5, DROPS, keep);
    DemoTraining.run(directory.resolve("again"), 5, DROPS, keep);

    assertThat(losses.get(12)).isNotEqualTo(losses.get(0)).isCloseTo(losses.get(0), within(0.2));
    assertThat(losses.subList(24, 36)).isEqualTo(losses.subList(12, 24));
    assertThat(drops.resolve("config.json")).hasSameBinaryContentAs(whole.resolve("config.json"));
  }

  @Test
  void theLossFallsAndTheWrittenModelFitsItsConfiguration(@TempDir Path directory)
      throws IOException {
    List<Double> losses = new ArrayList<>();
    DemoTraining.Result result =
        DemoTraining.run(directory, 5, LEARNS, (step, steps, loss, accuracy) -> losses.add(loss));

    assertThat(losses).hasSize(40);
    // Eight classes at chance cost ln 8 = 2.08 nats.
    assertThat(losses.get(0)).isGreaterThan(2.0);
    assertThat(losses.subList(30, 40)).allSatisfy(loss -> assertThat(loss).isLessThan(1.9));
    ModelDirectory written = new ModelDirectory("written", directory);
    assertThat(written.config()).isEqualTo(LEARNS.config());
    Pixels picture = new SceneGenerator(1, SceneDifficulty.FULL).scene(0).picture();
    assertThat(written.preprocessor().apply(picture))
        .containsExactly(Preprocessor.defaults(96).normalised(picture));
    try (Vit read = written.open(Device.cpu(), DataType.FLOAT32, 0)) {
      assertThat(read.layout().tokens()).isEqualTo(145);
    }
    assertThat(Files.size(directory.resolve("model.safetensors")))
        .isGreaterThan(result.parameters() * Float.BYTES);
    assertThat(directory.toFile().list()).hasSize(3);
  }

  @Test
  void aTrainingThatBreaksOffWritesNothing(@TempDir Path directory) {
    Path out = directory.resolve("model");
    DemoTraining.Listener breaksOff =
        (step, steps, loss, accuracy) -> {
          throw new IllegalStateException("interrupted");
        };

    assertThatThrownBy(() -> DemoTraining.run(out, 5, TINY, breaksOff)).hasMessage("interrupted");
    assertThat(out).doesNotExist();
  }

  /**
   * Two facts that would fail silently: gradients add up, and results land in long-lived scopes.
   */
  @Test
  void aStepLeavesNeitherGradientsNorArraysBehind() {
    try (NDManager manager = NDManager.newBaseManager()) {
      VitWeights weights = RandomWeights.create(manager, TINY.config(), DataType.FLOAT32, 5);
      DemoTraining training = new DemoTraining(manager, TINY, weights);
      int before = manager.getManagedArrays().size();
      training.train(5, DemoTraining.Listener.NONE);

      assertThat(manager.getManagedArrays()).hasSize(before);
      NDArray gradient = weights.classifier().weight().getGradient();
      assertThat(gradient.abs().sum().getFloat()).isZero();
    }
  }

  @Test
  void theSeedOfTheTestScenesIsRefused(@TempDir Path directory) {
    assertThatThrownBy(
            () ->
                DemoTraining.run(directory, SceneFiles.TEST_SEED, TINY, DemoTraining.Listener.NONE))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("--seed is " + SceneFiles.TEST_SEED + ", which draws the scenes");
  }
}
