package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.image.SceneFiles;

class DemoTrainingTest {

  private static final DemoRecipe TINY = new DemoRecipe(16, 1, 12, 16, 1e-2);
  private static final DemoRecipe LEARNS = new DemoRecipe(16, 1, 40, 16, 1e-2);

  @Test
  void theSameSeedTrainsTheSameModel(@TempDir Path directory) throws IOException {
    Path one = directory.resolve("one");
    Path other = directory.resolve("other");
    DemoTraining.run(one, 5, TINY, TrainingProgress.QUIET);
    DemoTraining.run(other, 5, TINY, TrainingProgress.QUIET);

    for (String file : List.of("config.json", "preprocessor_config.json", "model.safetensors")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
  }

  @Test
  void theLossFallsAndTheWrittenModelFitsItsConfiguration(@TempDir Path directory)
      throws IOException {
    List<Double> losses = new ArrayList<>();
    TrainingResult result =
        DemoTraining.run(directory, 5, LEARNS, (step, steps, loss, accuracy) -> losses.add(loss));

    assertThat(losses).hasSize(40);
    // Eight classes at chance cost ln 8 = 2.08 nats.
    assertThat(losses.get(0)).isGreaterThan(2.0);
    assertThat(losses.subList(30, 40)).allSatisfy(loss -> assertThat(loss).isLessThan(1.9));
    VitConfig config = ConfigReader.read(directory.resolve("config.json"));
    assertThat(config).isEqualTo(LEARNS.config());
    try (NDManager manager = NDManager.newBaseManager();
        Safetensors file = Safetensors.open(directory.resolve("model.safetensors"))) {
      VitWeights read = Checkpoint.read("tiny", file, config, manager, DataType.FLOAT32);
      assertThat(NamedWeights.of(read).values().stream().mapToLong(NDArray::size).sum())
          .isEqualTo(result.parameters());
    }
    assertThat(directory.toFile().list()).hasSize(3);
  }

  @Test
  void aTrainingThatBreaksOffWritesNothing(@TempDir Path directory) {
    Path out = directory.resolve("model");
    TrainingProgress breaksOff =
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
      training.train(5, TrainingProgress.QUIET);

      assertThat(manager.getManagedArrays()).hasSize(before);
      NDArray gradient = weights.head().weight().getGradient();
      assertThat(gradient.abs().sum().getFloat()).isZero();
    }
  }

  @Test
  void theSeedOfTheTestScenesIsRefused(@TempDir Path directory) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DemoTraining.run(directory, SceneFiles.TEST_SEED, TINY, TrainingProgress.QUIET))
        .withMessageContaining("draws the scenes that the model is tested on");
  }
}
