package vitexplain.latency.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;

class JmhProcessTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir Path folder;

  @Test
  void outputGoesToTheLogAndToTheListener() throws IOException {
    Path log = folder.resolve("jmh.log");
    List<String> seen = new ArrayList<>();
    new JmhProcess(log).run(List.of(JAVA, "-version"), Map.of(), seen::add);
    assertThat(seen).isNotEmpty().isEqualTo(Files.readAllLines(log));
  }

  @Test
  void failureShowsTheEndOfTheLog() {
    assertThatThrownBy(
            () ->
                new JmhProcess(folder.resolve("jmh.log"))
                    .run(List.of(JAVA, "no.such.Main"), Map.of(), line -> {}))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("JMH ended with code 1")
        .hasMessageContaining("jmh.log")
        .hasMessageContaining("no.such.Main");
  }

  @Test
  void missingProgramIsAnErrorOfItsOwn() {
    assertThatThrownBy(
            () ->
                new JmhProcess(folder.resolve("jmh.log"))
                    .run(List.of("no-such-program"), Map.of(), line -> {}))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no-such-program");
  }

  @Test
  void progressIsWhatWasDoneBeforeTheTrialInHand() {
    assertThat(JmhProgress.share("# Trial 2 of 8")).isEqualTo(0.125);
    assertThat(JmhProgress.share("Iteration   1: 0.003 ms/op")).isNaN();
  }
}
