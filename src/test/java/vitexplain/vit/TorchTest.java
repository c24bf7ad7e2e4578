package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;

/** An engine that does not start is the environment's fault, and the mend is named. */
class TorchTest {
  private final UnsatisfiedLinkError unlinked =
      new UnsatisfiedLinkError("libdjl_torch.so: undefined symbol: _ZN5torch");

  @Test
  void cacheThatCannotBeWrittenIsNamedWithTheVariable() {
    Throwable failure =
        new EngineException("Failed to extract", new AccessDeniedException("/proc/x"));
    assertThat(Torch.refusal(failure, Map.of(), "/proc/x"))
        .hasMessageContaining("does not start: AccessDeniedException: /proc/x.")
        .hasMessageContaining("unpacked into '/proc/x', which cannot be written. Let DJL_CACHE_DIR")
        .extracting(Refusal::kind)
        .isEqualTo(Refusal.Kind.ENVIRONMENT);
  }

  @Test
  void libraryOfTheUsersOwnIsNamed() {
    assertThat(Torch.refusal(unlinked, Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch"), "/c"))
        .hasMessageContaining("UnsatisfiedLinkError: libdjl_torch.so: undefined symbol")
        .hasMessageContaining("PYTORCH_LIBRARY_PATH is '/opt/torch'")
        .hasMessageContaining("Unset PYTORCH_LIBRARY_PATH");
  }

  @Test
  void nativesThatDoNotFitAreToldWithTheirFolder() {
    assertThat(Torch.refusal(unlinked, Map.of(), "/c")).hasMessageContaining("Remove '/c' and run");
  }

  @Test
  void cudaRuntimeIsFoundBesideAnInstalledPyTorch(@TempDir Path packages) throws IOException {
    Path library = Files.createDirectories(packages.resolve("torch/lib"));
    assertThat(Torch.cudaRuntimes(library)).isEmpty();
    Path runtime = Files.createDirectories(packages.resolve("nvidia/cuda_runtime/lib"));
    Files.createFile(runtime.resolve("libcudart.so.12"));
    assertThat(Torch.cudaRuntimes(library)).isEqualTo(runtime.toString());
  }

  @Test
  void missingDriverIsNoWrongVersion() {
    Throwable unlinked =
        new UnsatisfiedLinkError(
            "libcaffe2_nvrtc.so: libcuda.so.1: cannot open shared object file");
    assertThat(Torch.refusal(unlinked, Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch"), "/c"))
        .hasMessageContaining("Install the driver")
        .hasMessageNotContaining("version");
  }
}
