package vitexplain.explain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.explain.Matrices;
import vitexplain.explain.Methods;
import vitexplain.explain.SyntheticTrace;
import vitexplain.explain.map.Maps;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

class LeGradTest {
  /** Relative; maps leave the device as float32. */
  private static final double FLOAT = 1e-5;

  private static final Signal MEAN =
      new Signal.LayerContextGradient(
          new BlockReadout(BlockReadout.Pool.MEAN, Readout.Norm.AFTER_POOL));

  @ParameterizedTest
  @CsvSource({"legrad,0", "legrad:layers=2,1", "legrad:layers=1,2", "legrad:layers=3,0"})
  void rectifiesEveryHeadBeforeItAverages(String id, int first) {
    try (Trace trace = trace(1)) {
      Maps maps = Methods.named(id).explain(trace);
      for (int b = 0; b < 2; b++) {
        double[] expected = new double[SyntheticTrace.TOKENS];
        for (int l = first; l < 3; l++) {
          for (int h = 0; h < 4; h++) {
            for (double[] query : Matrices.attentionGradient(trace, MEAN, l, b, h)) {
              for (int j = 0; j < query.length; j++) {
                expected[j] += Math.max(0, query[j]) / (4 * SyntheticTrace.TOKENS * (3.0 - first));
              }
            }
          }
        }
        for (int j = 0; j < maps.values()[b].length; j++) {
          assertThat((double) maps.values()[b][j])
              .isCloseTo(expected[j + 1], within(FLOAT * expected[j + 1]));
        }
      }
    }
  }

  @Test
  void studentVariantAveragesOverKeysTheRectifiedGradientTimesAttention() {
    try (Trace trace = trace(2)) {
      float[] map = Methods.named("legrad-student").explain(trace).values()[1];
      int n = SyntheticTrace.LAYOUT.patches();
      for (int i = 0; i < n; i++) {
        double expected = 0;
        for (int l = 0; l < 3; l++) {
          for (int h = 0; h < 4; h++) {
            double[][] g =
                Matrices.attentionGradient(trace, new Signal.LogitContextGradient(), l, 1, h);
            double[][] a = Matrices.head(trace, new Signal.Attention(), l, 1, h);
            for (int j = 0; j < n; j++) {
              expected += Math.max(0, g[i + 1][j + 1] * a[i + 1][j + 1]) / (12.0 * n);
            }
          }
        }
        assertThat((double) map[i]).isCloseTo(expected, within(FLOAT * expected));
      }
    }
  }

  private static Trace trace(int seed) {
    SyntheticTrace synthetic = new SyntheticTrace(2, 3, 4, seed);
    return synthetic.put(MEAN, () -> synthetic.normal(SyntheticTrace.HEAD_WIDTH)).trace();
  }
}
