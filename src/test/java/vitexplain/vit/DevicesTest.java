package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

class DevicesTest {

  @Test
  void autoTakesTheFirstGpuIfThereIsOne() {
    assertThat(Devices.resolve("auto", 0)).isEqualTo(Device.cpu());
    assertThat(Devices.resolve("auto", 2)).isEqualTo(Device.gpu(0));
    assertThat(Devices.resolve("cpu", 2)).isEqualTo(Device.cpu());
  }

  @Test
  void cudaMayNameWhichGpu() {
    assertThat(Devices.resolve("cuda", 2)).isEqualTo(Device.gpu(0));
    assertThat(Devices.resolve("cuda:1", 2)).isEqualTo(Device.gpu(1));
    assertThat(Devices.name(Devices.resolve("cuda:1", 2))).isEqualTo("cuda:1");
    assertThat(Devices.name(Devices.resolve("cpu", 0))).isEqualTo("cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda", "cuda:0"})
  void cudaWithoutAGpuIsTheEnvironmentsFault(String name) {
    assertThatThrownBy(() -> Devices.resolve(name, 0))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("device '" + name + "' is not there: the engine sees 0 CUDA device")
        .hasMessageContaining("Use --device cpu");
  }

  @Test
  void gpuBeyondTheLastIsTheEnvironmentsFault() {
    assertThatThrownBy(() -> Devices.resolve("cuda:2", 2))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("sees 2 CUDA device");
  }

  /** The engine would take some of these for its default device, in silence. */
  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "gpu0", "CPU", "cuda:", "cuda:-1", "cuda:x", "cuda:9999"})
  void anythingElseIsRefused(String name) {
    assertThatThrownBy(() -> Devices.resolve(name, 1))
        .isInstanceOf(Refusal.class)
        .hasMessage("device '" + name + "' is unknown; expected cpu, cuda, cuda:N or auto");
  }
}
