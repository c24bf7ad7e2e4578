package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.vit.Torch;

/** Where there is a GPU: its maps against the CPU's. */
class CudaAgreementTest {
  /** After min-max, so of a map's whole range. */
  private static final double FLOAT32 = 1e-4;

  @ParameterizedTest
  @ValueSource(strings = {"demo", "shape:vit-base-16-224"})
  void everyMethodGivesTheProcessorsMaps(String model) {
    assumeTrue(Torch.engine().getGpuCount() > 0, "no CUDA device");
    assertThat(DeviceAgreement.of(model, Device.gpu(0), DataType.FLOAT32))
        .allSatisfy(each -> assertThat(each.difference()).as(each.toString()).isLessThan(FLOAT32));
  }
}
