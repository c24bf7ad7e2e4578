package vitexplain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.image.resize.Resample;
import vitexplain.protocol.Protocol.Inputs;
import vitexplain.protocol.Protocol.MinMax;

/** The published evaluations and their numbers. */
class ProtocolsTest {

  private static double published(String protocol, String method, String metric, Target target) {
    Measured measured = new Measured(method, metric, target, 0, 1, List.of());
    Optional<Published> found = Published.of(Published.all(), protocol, measured);
    return found.map(Published::value).orElse(Double.NaN);
  }

  /** Table 1 of arXiv:2502.04320: pixel accuracy, mAP, mIoU. */
  @ParameterizedTest
  @CsvSource({
    "raw-attention, 67.84, 80.24, 46.37",
    "attention-gradcam, 64.44, 71.60, 40.82",
    "full-lrp, 51.09, 55.68, 32.89",
    "partial-lrp, 76.31, 84.67, 57.94",
    "rollout:start-layer=1, 73.54, 84.76, 55.42",
    "transformer-attribution, 79.70, 86.03, 61.95"
  })
  void numbersOfChefersSegmentation(String method, double accuracy, double map, double iou) {
    String name = "chefer-segmentation";
    assertThat(published(name, method, "pixel_acc", Target.PREDICTED)).isEqualTo(accuracy);
    assertThat(published(name, method, "map", Target.PREDICTED)).isEqualTo(map);
    assertThat(published(name, method, "miou", Target.PREDICTED)).isEqualTo(iou);
    assertThat(published(name, method, "mf1_rows", Target.PREDICTED)).isNaN();
  }

  /** Beyond Intuition's, of the predicted class; the label's are not at hand. */
  @ParameterizedTest
  @CsvSource({
    "raw-attention, 24.51, 45.65",
    "rollout:start-layer=1, 20.45, 53.86",
    "attention-gradcam, 34.61, 41.95",
    "partial-lrp, 20.18, 50.62",
    "chefer, 20.95, 48.95",
    "transformer-attribution, 17.37, 54.53"
  })
  void numbersOfChefersPerturbation(String method, double positive, double negative) {
    String name = "chefer-perturbation";
    for (Target target : List.of(Target.PREDICTED, Target.PREDICTED_AGAINST_LABEL)) {
      assertThat(published(name, method, "positive", target)).isEqualTo(positive);
      assertThat(published(name, method, "negative", target)).isEqualTo(negative);
    }
    assertThat(published(name, method, "positive", Target.LABEL)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"legrad, 77.52, 58.66", "chefer, 69.21, 47.47", "rollout, 60.63, 40.64"})
  void numbersOfLeGradsSegmentation(String method, double accuracy, double iou) {
    String name = "legrad-segmentation";
    assertThat(published(name, method, "pixel_acc", Target.LABEL)).isEqualTo(accuracy);
    assertThat(published(name, method, "miou", Target.LABEL)).isEqualTo(iou);
    assertThat(published(name, method, "map", Target.LABEL)).isNaN();
  }

  @Test
  void everyPublishedNumberIsOfAProtocolOfItsModelAndOfAMethodThatItRuns() {
    assertThat(Published.all()).hasSize(18 + 12 + 6);
    for (Published row : Published.all()) {
      Protocol protocol = Protocols.named(row.protocol());
      assertThat(protocol.methods()).contains(row.method());
      assertThat(row.model()).isEqualTo(protocol.model().id());
      assertThat(row.source()).isNotBlank();
    }
  }

  /** Under the ids that the published numbers have. */
  @Test
  void everyMethodOfAProtocolIsRegistered() {
    for (Protocol protocol : Protocols.all()) {
      for (String method : protocol.methods()) {
        assertThat(Methods.named(method).id()).isEqualTo(method);
      }
    }
  }

  @Test
  void chefersMapsAreMadeAsThatCodeMakesThem() {
    for (String name : List.of("chefer-segmentation", "chefer-perturbation")) {
      Protocol protocol = Protocols.named(name);
      assertThat(protocol.inputs()).isEqualTo(new Inputs(224, Resample.BILINEAR, Resample.NEAREST));
      assertThat(protocol.minMax()).isEqualTo(MinMax.AFTER_UPSAMPLING);
      assertThat(protocol.method("rollout")).isEqualTo("rollout:start-layer=1");
      assertThat(protocol.method("rollout:start-layer=0")).isEqualTo("rollout:start-layer=0");
    }
    assertThat(Protocols.named("legrad-segmentation").method("rollout")).isEqualTo("rollout");
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> Protocols.named("chefer-segmentaton"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Did you mean 'chefer-segmentation'?");
  }
}
