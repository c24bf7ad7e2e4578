package vitexplain.latency;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.run.row.LatencyRow;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

class TimedGradientsTest {
  private static final double NONE = Double.NaN;

  @ParameterizedTest
  @CsvSource({
    "explanation, legrad, plain, closed-form",
    "explanation, gmar-l2, plain, closed-form",
    "explanation, cp-lrp, plain, closed-form",
    "explanation, libra-fullgrad, plain, closed-form",
    "explanation, libra-attcat:target=probability, plain, closed-form",
    "explanation, cp-lrp:gamma-linear=0.1, plain, autograd",
    "explanation, cp-lrp, siglip, autograd",
    "explanation, attnlrp, plain, autograd",
    "explanation, transformer-attribution, plain, closed-form",
    "explanation, full-lrp, plain, none",
    "explanation, smoothgrad, plain, autograd",
    "explanation, rollout, plain, none",
    "reference, legrad, plain, autograd",
    "reference, rollout, plain, none",
    "explanation, legrad, siglip, autograd",
    "four-classes, legrad, siglip, autograd",
    "explanation, rollout, siglip, none",
    "explanation, beyond-intuition, plain, closed-form",
    "explanation, beyond-intuition, siglip, autograd",
    "explanation, rise, plain, none",
    "reference, tis, plain, none",
    "forward, '', plain, none",
    "trace, '', plain, none",
    "backward, '', plain, closed-form",
    "backward, '', siglip, autograd",
    "shared-trace, '', plain, closed-form",
    "gemm-ceiling, '', -, none"
  })
  void aRowSaysHowItsGradientsAreComputed(
      String benchmark, String method, String model, String how) {
    LatencyRow row =
        new LatencyRow(
            benchmark, method, model, "cpu", "float32", 1, 2, "avgt", 1, 0, NONE, NONE, NONE, NONE,
            1000, 1, 300);
    assertThat(new TimedGradients(Set.of("plain")).marked(row).gradients()).isEqualTo(how);
  }

  /** What the check takes as known of shapes, without drawing their weights. */
  @ParameterizedTest
  @ValueSource(strings = {"shape:vit-tiny-16-512", "shape:dinov2-small-14-224"})
  void aShapeHasEveryPass(String name) {
    ModelSource shape = ModelSource.named(name, Path.of("none"));
    try (Vit model = shape.open(Device.cpu(), DataType.FLOAT32, 1)) {
      assertThat(model.hasClosedForms()).isTrue();
      assertThat(model.hasFastPasses()).isTrue();
    }
  }
}
