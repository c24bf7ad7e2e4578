package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.unit.ImageStudy;
import vitexplain.vit.Logits;
import vitexplain.vit.ModelSource;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.TemporaryModel;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;

/** A model without meaning is told, not scored. */
class LogitsTest {
  @TempDir Path folder;

  private static VitConfig tiny(String... classes) {
    return new VitConfig(
        16,
        16,
        8,
        3,
        16,
        2,
        2,
        32,
        Activation.GELU,
        true,
        1e-6,
        Readout.CLASS_TOKEN,
        List.of(classes));
  }

  private static ImageStudy study(Vit model) {
    return new ImageStudy(
        model,
        Preprocessor.defaults(16, 16, 3),
        StudySubject.plan(
            List.of(Faithfulness.SRG), List.of(Fill.DROP), Unit.PATCH, 8, "legrad", "random"));
  }

  @Test
  void oneClassIsRefusedAsProbabilityOneIsNoMeasure() {
    try (Vit model = TestModels.random(tiny("only"), DataType.FLOAT32, 1)) {
      Refusal refusal = catchThrowableOfType(Refusal.class, () -> study(model));
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.REQUEST);
      assertThat(refusal).hasMessageContaining("1 class; expected at least 2");
    }
  }

  @Test
  void logitsThatAreNoNumbersFailTheImageByName() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      Refusal refusal =
          catchThrowableOfType(
              Refusal.class, () -> Logits.finite(new float[] {1, bad}, "image 'a.png'"));
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT);
      assertThat(refusal)
          .hasMessageStartingWith("image 'a.png': the model's logit of class 1 is " + bad);
    }
    float[] fine = {1, -Float.MAX_VALUE};
    assertThat(Logits.finite(fine, "image 'a.png'")).isSameAs(fine);
  }

  /** Weights that are finite numbers can still add up to what is none. */
  @Test
  void modelThatOverflowsScoresNothing() throws IOException {
    TemporaryModel.write(
        folder,
        tiny("a", "b"),
        1,
        tensors -> {
          tensors.computeIfPresent("classifier.weight", (name, w) -> w.onesLike().mul(3e38f));
          return tensors;
        });
    Pixels image = new Pixels(16, 16, 3, new byte[16 * 16 * 3]);
    try (Vit model =
        ModelSource.named(folder.toString(), folder).open(Device.cpu(), DataType.FLOAT32, 0)) {
      assertThatThrownBy(() -> study(model).run("a.png", image, Optional.empty()))
          .isInstanceOf(Refusal.class)
          .hasMessageStartingWith("image 'a.png': the model's logit of class ");
    }
  }
}
