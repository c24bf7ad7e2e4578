package vitexplain.latency.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;

class MachineLockTest {

  @TempDir Path folder;

  @Test
  void secondBenchIsTheMachinesFaultInOneLineWithTheMend() {
    Path file = folder.resolve("jmh.lock");
    try (MachineLock first = MachineLock.take(file)) {
      assertThatThrownBy(() -> MachineLock.take(file))
          .hasMessageContaining("another benchmark is running")
          .hasMessageContaining("JAVA_OPTS=-Djmh.ignoreLock=true")
          .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
          .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.ENVIRONMENT))
          .satisfies(refusal -> assertThat(refusal.getMessage().lines()).hasSize(1));
    }
    MachineLock.take(file).close();
  }

  @Test
  void lockThatCannotBeOpenedSaysHowToGoOn() throws Exception {
    Path file = Files.createDirectory(folder.resolve("jmh.lock"));
    assertThatThrownBy(() -> MachineLock.take(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be opened")
        .hasMessageContaining("-Djmh.ignoreLock=true");
  }
}
