package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own: the peak of this one is that of whatever test ran before. */
class PeakMemoryTest {
  /** A laptop with 4 GB can do it. */
  private static final double BOUND_MIB = 3 * 1e9 / (1 << 20);

  @Test
  void eightImagesThroughViTBaseStayBelowThreeGigabytes(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(ProcessMemory.isKnown(), "peak memory is read from /proc");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g", // as run-bench.sh starts it
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                ExplainViTBase.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(child.waitFor()).as(Files.readString(err, StandardCharsets.UTF_8)).isZero();
    double peak = Double.parseDouble(Files.readString(out, StandardCharsets.UTF_8));
    System.out.printf("ViT-B/16, batch 8: peak of %.0f MiB%n", peak);
    assertThat(peak).isLessThan(BOUND_MIB);
  }
}
