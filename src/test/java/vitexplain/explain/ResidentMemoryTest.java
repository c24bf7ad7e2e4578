package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vitexplain.image.ImageFiles;
import vitexplain.image.Preprocessor;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.Signal;
import vitexplain.vit.Targets;
import vitexplain.vit.Trace;
import vitexplain.vit.Vit;

/** Nothing is left behind by an explanation, however many there are. */
class ResidentMemoryTest {
  private static final int WARM_UP = 100;
  private static final int EXPLANATIONS = 500;

  /**
   * One image's attention maps alone, left behind 500 times, would be 950 MiB (6 blocks x 4 heads x
   * 145 x 145 floats); one vector of tokens a block 106 MiB. The rest is the heap's own breathing.
   */
  private static final double BOUND_MIB = 64;

  private static final List<Explainer> METHODS =
      List.of(
          Methods.named("legrad"),
          Methods.named("gmar-l1"),
          Methods.named("gmar-l2"),
          Methods.named("rollout"));

  @Test
  void fiveHundredExplanationsLeaveResidentMemoryFlat() throws IOException {
    assumeTrue(ProcessMemory.isKnown(), "resident memory is read from /proc");
    ModelDirectory demo = new ModelDirectory("demo", Path.of("data", "demo-vit"));
    Preprocessor preprocessor = demo.preprocessor();
    try (Vit model = demo.open(Device.cpu(), DataType.FLOAT32, 0)) {
      float[] input =
          preprocessor.apply(ImageFiles.read(Path.of("data/scenes/images/scene_000.png"), 3));
      explain(model, input, WARM_UP);
      System.gc();
      double before = ProcessMemory.residentMiB();
      explain(model, input, EXPLANATIONS);
      System.gc();
      double grown = ProcessMemory.residentMiB() - before;
      System.out.printf("resident memory grew by %.1f MiB%n", grown);
      assertThat(grown).isLessThan(BOUND_MIB);
    }
  }

  private static void explain(Vit model, float[] input, int times) {
    Set<Signal> needs = new HashSet<>();
    METHODS.forEach(method -> needs.addAll(method.needs()));
    for (int i = 0; i < times; i++) {
      try (NDManager scope = model.newScope();
          Trace trace = model.trace(model.pixels(scope, input), Targets.predicted(), needs)) {
        for (Explainer method : METHODS) {
          assertThat(method.explain(trace).heatmap(0).degenerate()).isFalse();
        }
      }
    }
  }
}
