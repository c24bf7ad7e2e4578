package vitexplain.heatmaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.run.PredictionStore;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.study.Evaluation;
import vitexplain.study.Scenes;
import vitexplain.study.SmallStudy;
import vitexplain.study.StopAfter;
import vitexplain.vit.Softmax;

/** Predictions are stored image by image; an interruption loses one image. */
class PredictionTest {
  private static final int IMAGES = 4;
  private static final Map<String, String> CONFIG = Map.of("model", "tiny", "top", "all");

  @TempDir Path scratch;

  private SmallStudy study;
  private Dataset data;

  @BeforeEach
  void open() throws IOException {
    study = SmallStudy.open();
    Path scenes = Scenes.copy(scratch.resolve("scenes"), IMAGES);
    Scenes.truncate(scenes.resolve("images/scene_001.png")); // a failure must be told each time
    data = Scenes.dataset(scenes);
  }

  @AfterEach
  void close() {
    study.close();
  }

  @Test
  void interruptedAnywhereAndResumedGivesTheBytesOfAnUninterruptedRun() throws IOException {
    Path whole = scratch.resolve("whole.csv");
    Prediction.Result once = predict(whole, CONFIG, false, Progress.SILENT);
    assertThat(once.done()).isEqualTo(IMAGES - 1);
    assertThat(once.failures()).hasSize(1);
    for (int steps = 1; steps <= IMAGES; steps++) {
      Path cut = scratch.resolve("cut" + steps + ".csv");
      interrupt(cut, steps);
      assertThat(cut).doesNotExist();
      Files.writeString(
          PredictionStore.partial(cut).resolve("predictions.csv"),
          "scene_00",
          StandardOpenOption.APPEND);
      Prediction.Result resumed = predict(cut, CONFIG, true, Progress.SILENT);
      assertThat(resumed).isEqualTo(once);
      assertThat(cut).hasSameBinaryContentAs(whole);
      assertThat(PredictionStore.partial(cut)).doesNotExist();
    }
  }

  @Test
  void whatIsThereIsNeitherLostNorMixed() {
    Path out = scratch.resolve("out.csv");
    interrupt(out, 3);
    assertThatThrownBy(() -> predict(out, CONFIG, false, Progress.SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("holds 2 images that an interrupted predict wrote. Give --resume");
    assertThatThrownBy(
            () -> predict(out, Map.of("model", "base", "top", "all"), true, Progress.SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("model was tiny, now base");
    assertThat(predict(out, CONFIG, true, Progress.SILENT).done()).isEqualTo(IMAGES - 1);
  }

  @Test
  void alteredRowsAreRefusedWithTheirLines() throws IOException {
    Path out = scratch.resolve("out.csv");
    interrupt(out, 3);
    Path rows = PredictionStore.partial(out).resolve("predictions.csv");
    Files.writeString(rows, Files.readString(rows).replaceFirst("0\\.", "7."));
    assertThatThrownBy(() -> predict(out, CONFIG, true, Progress.SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("predictions.csv, lines 2 to ")
        .hasMessageContaining("'scene_000.png'");
  }

  @Test
  void aSecondProcessIsRefusedWhileTheFirstRuns() {
    Path out = scratch.resolve("out.csv");
    try (PredictionStore first = PredictionStore.open(out, section(CONFIG), false)) {
      assertThat(first.done()).isEmpty();
      assertThatThrownBy(() -> predict(out, CONFIG, true, Progress.SILENT))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("is in use by another run");
    }
    assertThat(PredictionStore.partial(out)).as("nothing to go on with").doesNotExist();
  }

  @Test
  void probabilitiesOfAllClassesAreThoseOfEachToTheBit() {
    float[] logits = {3.25f, -1e3f, 0, 17.5f, 17.4f};
    double[] all = Softmax.probabilities(logits);
    for (int k = 0; k < logits.length; k++) {
      assertThat(all[k]).isEqualTo(Softmax.probability(logits, k));
    }
  }

  private void interrupt(Path out, int steps) {
    assertThatThrownBy(() -> predict(out, CONFIG, false, new StopAfter(steps)))
        .isInstanceOf(StopAfter.Stopped.class);
  }

  private Prediction.Result predict(
      Path out, Map<String, String> config, boolean resume, Progress progress) {
    try (PredictionStore store = PredictionStore.open(out, section(config), resume)) {
      return new Prediction(study.model(), study.preprocessor())
          .run(data, Integer.MAX_VALUE, store, progress);
    }
  }

  private static Section section(Map<String, String> config) {
    return Section.starting("test", "", config, Environment.here(1, "", "", ""), Evaluation.now());
  }
}
