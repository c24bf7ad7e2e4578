package vitexplain.study.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.study.Scenes;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.ModelReference;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** A study and an image that were sent as plain data give the rows of this process. */
public class UnitKeyTest {
  private static final Path DATA = Path.of("data");

  @TempDir Path folder;

  /** The embedded model. */
  public static ModelReference demo() {
    return ModelReference.of(ModelSource.named("demo", DATA), ModelSettings.Text.NONE);
  }

  /** A small plan with every kind of rows. */
  public static StudyPlan plan() {
    return new StudyPlan(
        List.of(Methods.named("legrad"), Methods.named("random:seed=2")),
        List.of(Metrics.named("srg"), Metrics.named("ap_fg"), Metrics.named("miou")),
        List.of(Fill.DROP, Fill.BLACK),
        Unit.PATCH,
        StudyPlan.steps(3),
        5,
        7,
        new SanityPlan(1, 1));
  }

  private static <T> T sent(T value, Class<T> type) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return type.cast(in.readObject());
    }
  }

  @Test
  void whatWasSentGivesTheRowsOfThisProcess() throws IOException, ClassNotFoundException {
    Path scenes = Scenes.copy(folder, 4);
    Scenes.truncate(scenes.resolve("images/scene_001.png"));
    Files.delete(scenes.resolve("masks/scene_002.png"));
    Files.writeString(
        folder.resolve("labels.csv"), "image,label\nscene_000.png,0\nscene_003.png,3\n");
    Dataset data =
        Dataset.open(
            folder.resolve("images"),
            Optional.of(folder.resolve("masks")),
            Optional.of(folder.resolve("labels.csv")));
    StudySetting setting =
        sent(new StudySetting(plan(), demo(), data.reference(), "cpu", false), StudySetting.class);
    ModelSource source = ModelSource.named("demo", DATA);
    try (Vit model = source.open(Device.cpu(), DataType.FLOAT32, plan().seed());
        OpenStudy other = new OpenStudy(setting)) {
      ImageStudy study =
          new ImageStudy(model, source.preprocessor(), plan(), Set.of("scene_000.png")::contains);
      for (String name : data.images()) {
        UnitKey key = sent(new UnitKey(name, name.equals("scene_000.png")), UnitKey.class);
        UnitResult here = UnitOfWork.compute(name, data, study);
        UnitResult there = other.compute(key);
        assertThat(there.image()).isEqualTo(here.image());
        assertThat(there.rows()).isEqualTo(here.rows());
        assertThat(there.maps().keySet()).isEqualTo(here.maps().keySet());
        assertThat(there.passes().passes().keySet()).isEqualTo(here.passes().passes().keySet());
      }
      assertThat(other.compute(new UnitKey("scene_000.png", true)).isEvaluated()).isTrue();
      assertThat(other.compute(new UnitKey("scene_001.png", true)).reason()).isPresent();
      assertThat(other.compute(new UnitKey("scene_002.png", true)).reason().orElseThrow())
          .contains("has no mask");
    }
  }

  @Test
  void anotherModelAtTheSamePlaceIsRefused() {
    ModelReference demo = demo();
    ModelReference other =
        new ModelReference(
            "demo",
            demo.directory(),
            Map.of(),
            Map.of(
                "weights",
                "0123",
                "config.json",
                demo.hashes().get("config.json"),
                "preprocessor",
                demo.hashes().get("preprocessor")));
    assertThatThrownBy(other::source)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the SHA-256 of the weights is ")
        .hasMessageContaining("the study began with 0123");
    assertThat(demo.source().sha256()).isEqualTo(demo.hashes().get("weights"));
  }

  @Test
  void aModelThatIsNotThereIsRefusedWithItsPlace() {
    ModelReference nowhere =
        new ModelReference("demo", "/not/here", Map.of(), Map.of("weights", "0123"));
    assertThatThrownBy(nowhere::source)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is expected in '/not/here', and there is no such directory");
  }
}
