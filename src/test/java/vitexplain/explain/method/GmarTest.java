package vitexplain.explain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.explain.Matrices;
import vitexplain.explain.Methods;
import vitexplain.explain.SyntheticTrace;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.HeadWeights;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

class GmarTest {
  /** Maps leave the device as float32; entries are at most 1. */
  private static final double FLOAT = 1e-6;

  private static final Signal LOGIT = new Signal.LogitContextGradient();

  @ParameterizedTest
  @CsvSource({
    "gmar-l1,1,1",
    "gmar-l2,2,1",
    "gmar-l1:alpha=0.5,1,0.5",
    "gmar-l2:alpha=2.0,2,2",
    "gmar-l2:alpha=0,2,0",
    "gmar-l1:alpha=6e-8,1,0"
  })
  void equalsTheDefinitionInPlainJava(String id, int p, double alpha) {
    try (Trace trace = new SyntheticTrace(2, 3, 4, 1).trace()) {
      Maps maps = Methods.named(id).explain(trace);
      for (int b = 0; b < 2; b++) {
        double[][] product = Matrices.identity(SyntheticTrace.TOKENS);
        for (int l = 0; l < 3; l++) {
          double[][] fused = Matrices.fused(trace, l, b, shares(norms(trace, l, b, p)));
          product = Matrices.product(Matrices.rowNormalised(fused, alpha), product);
        }
        assertRowZero(maps.values()[b], product[0]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"gmar-student-l1,1", "gmar-student-l2,2"})
  void studentVariantAveragesHeadsAndReversesTheOrder(String id, int p) {
    try (Trace trace = new SyntheticTrace(1, 3, 4, 2).trace()) {
      double[][] product = Matrices.identity(SyntheticTrace.TOKENS);
      for (int l = 0; l < 3; l++) {
        double[] w = Arrays.stream(shares(norms(trace, l, 0, p))).map(x -> x / 4).toArray();
        product =
            Matrices.product(product, Matrices.rowNormalised(Matrices.fused(trace, l, 0, w), 1));
      }
      assertRowZero(Methods.named(id).explain(trace).values()[0], product[0]);
    }
  }

  @Test
  void globalWeightsLetBlocksCompete() {
    try (Trace trace = new SyntheticTrace(1, 3, 4, 3).trace()) {
      double total = 0;
      for (int l = 0; l < 3; l++) {
        total += Arrays.stream(norms(trace, l, 0, 2)).sum();
      }
      double[][] product = Matrices.identity(SyntheticTrace.TOKENS);
      for (int l = 0; l < 3; l++) {
        double scale = 3 / total;
        double[] w = Arrays.stream(norms(trace, l, 0, 2)).map(n -> n * scale).toArray();
        product =
            Matrices.product(Matrices.rowNormalised(Matrices.fused(trace, l, 0, w), 1), product);
      }
      assertRowZero(Methods.named("gmar-l2:weights=global").explain(trace).values()[0], product[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({"gmar-l1", "gmar-l2", "gmar-l1:weights=global"})
  void withoutAnyGradientItIsRollout(String id) {
    SyntheticTrace flat = new SyntheticTrace(2, 3, 4, 4);
    flat.put(LOGIT, () -> flat.normal(SyntheticTrace.HEAD_WIDTH).mul(0));
    try (Trace trace = flat.trace()) {
      float[][] gmar = Methods.named(id).explain(trace).values();
      float[][] rollout = Methods.named("rollout").explain(trace).values();
      for (int b = 0; b < 2; b++) {
        assertThat(gmar[b]).containsExactly(rollout[b], within((float) FLOAT));
      }
    }
  }

  @Test
  void studentVariantLeavesTwelveThirteenthsOfEachRowToTheResidualForTwelveHeads() {
    SyntheticTrace twelve = new SyntheticTrace(1, 1, 12, 5);
    twelve.put(
        new Signal.Attention(), // every query looks at patch 0 only
        () -> {
          NDArray a =
              twelve
                  .manager()
                  .zeros(
                      new Shape(1, 12, SyntheticTrace.TOKENS, SyntheticTrace.TOKENS),
                      DataType.FLOAT64);
          a.set(new NDIndex(":, :, :, 1"), 1);
          return a;
        });
    try (Trace trace = twelve.trace()) {
      float[] map = Methods.named("gmar-student-l1").explain(trace).values()[0];
      assertThat((double) map[0]).isCloseTo(1 - 12.0 / 13, within(FLOAT));
      assertThat(map[1]).isZero();
    }
  }

  @Test
  void zeroNormsShareEqually() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray norms = manager.create(new float[] {0, 0, 1, 3}, new Shape(2, 2));
      assertThat(HeadWeights.PER_LAYER.normalise(List.of(norms)).get(0).toFloatArray())
          .containsExactly(0.5f, 0.5f, 0.25f, 0.75f);
    }
  }

  private static double[] norms(Trace trace, int block, int image, int p) {
    double[] norms = new double[4];
    for (int h = 0; h < 4; h++) {
      double sum = 0;
      for (double[] row : Matrices.attentionGradient(trace, LOGIT, block, image, h)) {
        for (double g : row) {
          sum += p == 1 ? Math.abs(g) : g * g;
        }
      }
      norms[h] = p == 1 ? sum : Math.sqrt(sum);
    }
    return norms;
  }

  private static double[] shares(double[] norms) {
    double sum = Arrays.stream(norms).sum();
    return Arrays.stream(norms).map(n -> n / sum).toArray();
  }

  private static void assertRowZero(float[] map, double[] row) {
    for (int j = 0; j < map.length; j++) {
      assertThat((double) map[j]).isCloseTo(row[j + 1], within(FLOAT));
    }
  }
}
