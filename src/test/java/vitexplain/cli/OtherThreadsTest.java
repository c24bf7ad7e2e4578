package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;
import vitexplain.study.Scenes;

/** How the work is cut up changes no value; threads are fixed as a process starts. */
class OtherThreadsTest {
  /** Products cut into other pieces sum in another order: single precision of a probability. */
  private static final double OTHER_PIECES = 1e-5;

  @TempDir Path folder;

  @Test
  void threadsAndBatchSizeChangeNoValue() throws IOException, InterruptedException {
    Scenes.copy(folder, 1);
    List<SampleRow> one = samples(1, 32);
    List<SampleRow> other = samples(2, 8);
    assertThat(other).hasSameSizeAs(one);
    int differing = 0;
    for (int i = 0; i < one.size(); i++) {
      SampleRow a = one.get(i);
      SampleRow b = other.get(i);
      assertThat(List.of(b.image(), b.method(), b.metric(), b.fill(), b.level()))
          .isEqualTo(List.of(a.image(), a.method(), a.metric(), a.fill(), a.level()));
      double unit = Math.max(1, Math.abs(a.value())); // logits are of the order of ten
      assertThat(b.value()).as("%s", a).isCloseTo(a.value(), within(unit * OTHER_PIECES));
      differing += a.value() == b.value() ? 0 : 1;
    }
    assertThat(differing).as("values that show that something was cut up otherwise").isPositive();
  }

  private List<SampleRow> samples(int threads, int batch) throws IOException, InterruptedException {
    Path out = folder.resolve("threads" + threads);
    Program run =
        Program.start(
            folder.resolve(threads + ".log"),
            Optional.empty(),
            "evaluate",
            "--threads",
            threads,
            "--batch",
            batch,
            "--methods",
            "legrad,gmar-l2,rollout,random",
            "--metrics",
            "srg,deletion_auc,ap_fg,relevance_mass,max_sensitivity",
            "--fills",
            "drop,black",
            "--profile",
            "smoke",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--out",
            out,
            "--quiet");
    assertThat(run.code()).as(run.printed()).isZero();
    return new RunFolder(out).samples().read();
  }
}
