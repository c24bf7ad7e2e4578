package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vitexplain.base.Refusal;
import vitexplain.vit.closedform.Kernels;
import vitexplain.vit.closedform.LogitsPass;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

class Bfloat16Test {
  private static final Path DEMO = Path.of("data", "demo-vit");
  private static final List<String> OLDER = List.of("model name\t: X", "flags\t\t: fpu avx512f");

  private static Vit demo() {
    return new ModelDirectory("demo", DEMO).open(Device.cpu(), DataType.FLOAT32, 0);
  }

  @Test
  void logitsAreAsNearToFloat32AsRoundingExplainsAndNoNearer() {
    assumeTrue(Bfloat16.isFastOn("cpu"), "a processor that multiplies bfloat16");
    try (Vit model = demo().withLogitsInBfloat16();
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 9, 4); // more rows than few, and 9 of them
      NDArray exact = model.withExactLogits().logits(pixels);
      NDArray rounded = model.logits(pixels);
      assertNear(rounded, exact, model.config().blocks());
      assertThat(rounded.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(rounded).as("something is rounded").isNotEqualTo(exact);
      NDArray first = pixels.get("0:1");
      int[][] kept = {{0, 5, 6, 20}, {1, 2, 3, 40}};
      assertNear(
          model.logits(first, kept),
          model.withExactLogits().logits(first, kept),
          model.config().blocks());
    }
  }

  /** What CUDA has; every processor computes it too, if slowly. */
  @Test
  void theKernelsThatEveryDeviceHasAreAsNear() {
    try (Vit model = demo();
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 2, 6);
      VitConfig config = model.config();
      LogitsPass anywhere =
          LogitsPass.inBfloat16(Kernels.anywhere(scope, config), scope, config, model.weights());
      NDArray exact = model.logits(pixels);
      assertNear(anywhere.logits(pixels), exact, config.blocks());
      assertThat(anywhere.logits(pixels)).as("something is rounded").isNotEqualTo(exact);
    }
  }

  private static void assertNear(NDArray rounded, NDArray exact, int blocks) {
    double largest = exact.abs().max().getFloat();
    double difference = rounded.sub(exact).abs().max().getFloat();
    assertThat(difference).isLessThan(Bfloat16.explainedError(blocks) * largest);
  }

  @Test
  void explanationsStayInFloat32AndSoDoesTheDefault() {
    assumeTrue(Bfloat16.isFastOn("cpu"), "a processor that multiplies bfloat16");
    try (Vit model = demo();
        NDManager scope = model.newScope()) {
      assertThat(model.logitsDtype()).isEqualTo(DataType.FLOAT32);
      NDArray pixels = TestModels.pixels(model, scope, 1, 5);
      float[] logits = model.logits(pixels).toFloatArray();
      Vit rounding = model.withLogitsInBfloat16();
      assertThat(rounding.logitsDtype()).isEqualTo(DataType.BFLOAT16);
      assertThat(rounding.dtype()).isEqualTo(DataType.FLOAT32);
      for (Vit each : List.of(model, rounding)) {
        try (Trace trace =
            each.trace(pixels, Targets.predicted(), Set.of(new Signal.Attention()))) {
          assertThat(difference(trace.logits()[0], logits)).isLessThan(1e-4f);
        }
      }
      assertThat(difference(rounding.logits(pixels).toFloatArray(), logits)).isGreaterThan(1e-4f);
      assertThat(rounding.withExactLogits().logits(pixels).toFloatArray()).isEqualTo(logits);
    }
  }

  private static float difference(float[] a, float[] b) {
    float largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  @Test
  void aProcessorThatDoesNotMultiplyItIsRefusedWithTheMend() {
    Device cpu = Device.cpu();
    assertThatThrownBy(() -> Bfloat16.require(cpu, DataType.FLOAT32, OLDER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("AVX512-BF16 or AMX")
        .hasMessageContaining("this one has neither")
        .hasMessageContaining("Leave out --dtype bfloat16");
    assertThatThrownBy(() -> Bfloat16.require(cpu, DataType.FLOAT32, List.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be told");
    Bfloat16.require(cpu, DataType.FLOAT32, List.of("flags : fpu avx512_bf16 sse"));
    Bfloat16.require(cpu, DataType.FLOAT32, List.of("flags : fpu amx_bf16"));
    Bfloat16.require(Device.gpu(0), DataType.FLOAT32, OLDER);
    assertThatThrownBy(() -> Bfloat16.require(cpu, DataType.FLOAT64, OLDER))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("float64");
  }
}
