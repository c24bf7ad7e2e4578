package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
}
