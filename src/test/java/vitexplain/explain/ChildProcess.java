package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A main class in a JVM of its own: the memory of this one is that of whatever tests ran before,
 * and a heap that shrinks meanwhile would hide a leak.
 */
final class ChildProcess {
  private ChildProcess() {}

  /**
   * Runs it to its end, which must be a good one.
   *
   * @param heap of the JVM, such as {@code 2g}
   * @param scratch gets what it prints
   * @return the number it printed
   */
  static double number(Class<?> main, String heap, Path scratch)
      throws IOException, InterruptedException {
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(child.waitFor()).as(Files.readString(err, StandardCharsets.UTF_8)).isZero();
    return Double.parseDouble(Files.readString(out, StandardCharsets.UTF_8));
  }
}
