package vitexplain.explain.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import vitexplain.explain.SyntheticTrace;
import vitexplain.vit.trace.PatchSets;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

class MeanScoreTest {

  @Test
  void aPatchHasTheMeanScoreOfTheSetsThatItIsInAndZeroIfItIsInNone() {
    PatchSets sets = new PatchSets.Drawn(2, 0);
    SyntheticTrace synthetic = new SyntheticTrace(1, 1, 1, 1);
    double[] kept = {1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0};
    synthetic.put(
        new Signal.KeptPatches(sets), () -> synthetic.manager().create(kept, new Shape(1, 2, 6)));
    synthetic.put(
        new Signal.KeptScores(sets),
        () -> synthetic.manager().create(new double[] {0.25, 0.75}, new Shape(1, 2)));
    try (Trace trace = synthetic.trace()) {
      assertThat(MeanScore.of(trace, sets).values()[0])
          .containsExactly(0.25f, 0.5f, 0.5f, 0.75f, 0, 0);
    }
  }
}
