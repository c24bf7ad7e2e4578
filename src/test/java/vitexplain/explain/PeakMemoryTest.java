package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakMemoryTest {
  /**
   * GMAR and LeGrad from one trace: measured 1.88 GB, of which the weights and their second order
   * are 0.7.
   */
  private static final double BOUND_MIB = 2.0 * 1e9 / (1 << 20);

  @Test
  void eightImagesThroughViTBaseStayBelowTwoGigabytes(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(ProcessMemory.isKnown(), "peak memory is read from /proc");
    // The heap that run-bench.sh gives.
    double peak = ChildProcess.number(ExplainViTBase.class, "2g", folder);
    System.out.printf("ViT-B/16, batch 8: peak of %.0f MiB%n", peak);
    assertThat(peak).isLessThan(BOUND_MIB);
  }
}
