package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left behind by an explanation, however many there are. */
class ResidentMemoryTest {
  /**
   * One block's values for one image (145 tokens x 64 floats), left behind 500 times by each of 6
   * blocks, would be 106 MiB; attention maps 960 MiB. What is allowed is the heap's own breathing.
   */
  private static final double BOUND_MIB = 64;

  @Test
  void fiveHundredExplanationsLeaveResidentMemoryFlat(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(ProcessMemory.isKnown(), "resident memory is read from /proc");
    // A small heap, so that what grows can only be native.
    double grown = ChildProcess.number(ExplainRepeatedly.class, "64m", folder);
    System.out.printf("resident memory grew by %.1f MiB%n", grown);
    assertThat(grown).isLessThan(BOUND_MIB);
  }
}
