package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Heatmap;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/** What the peers must be on arrays without a model behind them, in plain Java. */
class PeerIdentitiesTest {
  /** Relative; maps leave the device as float32. */
  private static final double FLOAT = 1e-5;

  private static final int HEADS = 4;
  private static final Signal LOGIT = new Signal.LogitContextGradient();

  @Test
  void cheferOfOneBlockIsItsRectifiedAttentionGradient() {
    try (Trace trace = trace(1, 1)) {
      assertMap(map("chefer", trace), rectified(trace, 0)[0]);
    }
  }

  @Test
  void cheferMultipliesTheLastBlockFirst() {
    try (Trace trace = trace(3, 2)) {
      double[][] product = Matrices.identity(SyntheticTrace.TOKENS);
      for (int l = 0; l < 3; l++) {
        product = plus(product, Matrices.product(rectified(trace, l), product));
      }
      assertMap(map("chefer", trace), product[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chefer", "grad-rollout", "grad-sam", "attention-gradcam"})
  void aZeroGradientExplainsNothing(String id) {
    SyntheticTrace synthetic = new SyntheticTrace(1, 2, HEADS, 3);
    synthetic.put(LOGIT, () -> synthetic.normal(SyntheticTrace.HEAD_WIDTH).mul(0));
    try (Trace trace = synthetic.trace()) {
      assertThat(Methods.named(id).explain(trace).heatmap(0).degenerate()).isTrue();
    }
  }

  @Test
  void aStartBehindTheLastBlockIsRefused() {
    assertThatThrownBy(() -> Methods.named("beyond-intuition:start-layer=3").requireFits(3))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("starts at block 3 of a model that has 3; give start-layer=0 to 2");
    Methods.named("beyond-intuition:start-layer=2").requireFits(3);
  }

  @Test
  void rawAttentionReadsTheLastBlockOnly() {
    try (Trace trace = trace(2, 4)) {
      double[] expected = new double[SyntheticTrace.TOKENS];
      for (int h = 0; h < HEADS; h++) {
        double[] cls = Matrices.head(trace, new Signal.Attention(), 1, 0, h)[0];
        for (int j = 0; j < cls.length; j++) {
          expected[j] += cls[j] / HEADS;
        }
      }
      assertMap(map("raw-attention", trace), expected);
    }
  }

  @Test
  void theInverseTurnsTheOrderAndKeepsTheRange() {
    try (Trace trace = trace(2, 5)) {
      Heatmap plain = Methods.named("rollout:fuse=max").explain(trace).heatmap(0);
      Heatmap inverse = Methods.named("inverse:of=rollout:fuse=max").explain(trace).heatmap(0);
      for (int r = 0; r < plain.rows(); r++) {
        for (int c = 0; c < plain.columns(); c++) {
          assertThat((double) inverse.scaled()[r][c])
              .isCloseTo(1 - plain.scaled()[r][c], within(FLOAT));
        }
      }
    }
  }

  @Test
  void blurringSpreadsARowOverTheWholeGridAndKeepsAFlatMap() {
    SyntheticTrace synthetic = new SyntheticTrace(1, 1, 1, 6);
    synthetic.put(
        new Signal.Attention(), () -> firstPatch(synthetic.normal(SyntheticTrace.TOKENS)));
    try (Trace trace = synthetic.trace()) {
      assertThat(map("raw-attention", trace)).containsExactly(1, 0, 0, 0, 0, 0);
      // Sigma 1, one neighbour each way, reflected: exp(0) and 2 exp(-1/2) on an edge of two.
      double side = Math.exp(-0.5);
      double self = 1 / (1 + 2 * side);
      double[] across = {0, self, side * self, 0};
      double[] down = {0, self, 2 * side * self};
      float[] smooth = map("blurred:of=raw-attention", trace);
      for (int i = 0; i < smooth.length; i++) {
        double expected = down[i / 3 + 1] * across[i % 3 + 1];
        assertThat((double) smooth[i]).isCloseTo(expected, within(FLOAT));
      }
      assertThat(map("blurred:of=constant", trace)).containsOnly(0);
    }
  }

  private static NDArray firstPatch(NDArray like) {
    float[] a = new float[Math.toIntExact(like.size())];
    a[1] = 1;
    return like.getManager().create(a, like.getShape());
  }

  /** mean_h relu(A_h o dA_h) of image 0. */
  private static double[][] rectified(Trace trace, int block) {
    int tokens = SyntheticTrace.TOKENS;
    double[][] mean = new double[tokens][tokens];
    for (int h = 0; h < HEADS; h++) {
      double[][] a = Matrices.head(trace, new Signal.Attention(), block, 0, h);
      double[][] g = Matrices.attentionGradient(trace, LOGIT, block, 0, h);
      for (int i = 0; i < tokens; i++) {
        for (int j = 0; j < tokens; j++) {
          mean[i][j] += Math.max(0, a[i][j] * g[i][j]) / HEADS;
        }
      }
    }
    return mean;
  }

  private static double[][] plus(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        sum[i][j] = a[i][j] + b[i][j];
      }
    }
    return sum;
  }

  private static void assertMap(float[] map, double[] perToken) {
    assertThat(map).hasSize(perToken.length - 1);
    for (int j = 0; j < map.length; j++) {
      assertThat((double) map[j])
          .isCloseTo(perToken[j + 1], within(FLOAT * Math.abs(perToken[j + 1])));
    }
  }

  private static float[] map(String id, Trace trace) {
    return Methods.named(id).explain(trace).values()[0];
  }

  private static Trace trace(int blocks, int seed) {
    return new SyntheticTrace(1, blocks, HEADS, seed).trace();
  }
}
