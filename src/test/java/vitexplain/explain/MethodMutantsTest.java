package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.Agreement;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.GoldenModel;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * The golden comparison of methods must reject wrong formulas that are easy to write: each stands
 * here beside the right one, which the same comparison accepts.
 *
 * <p>All mutants there are: ReLU after the mean over heads, reversed product, columns for rows,
 * missing residual, another norm and weights averaged again here; softmax or scale of attention
 * left out in ModelMutantsTest; blocks, points, ReLU and residual of Beyond Intuition and what RISE
 * and TIS keep in PeerMutantsTest; {@code >=} for {@code >}, a curve without its 0 % point, MoRF
 * and LeRF swapped and ties taken apart in MetricMutantsTest; softmax of a score left out in
 * RunMutantsTest.
 */
class MethodMutantsTest {
  /** As loose as the comparison of methods ever is. */
  private static final double TOLERANCE = 1e-5;

  private static final String MODEL = "deep";
  private static final Signal LOGIT = new Signal.LogitContextGradient();
  private static final Signal LAYER =
      new Signal.LayerContextGradient(
          new BlockReadout(BlockReadout.Pool.MEAN, Readout.Norm.AFTER_POOL));

  private static Vit model;
  private static Trace trace;
  private static int heads;

  @BeforeAll
  static void open() {
    GoldenModel golden = new GoldenModel(MODEL);
    model = golden.open(DataType.FLOAT64);
    heads = model.config().heads();
    try (NDManager scope = model.newScope()) {
      trace =
          model.trace(
              golden.pixels(model, scope),
              golden.targets(),
              Set.of(new Signal.Attention(), new Signal.Values(), LOGIT, LAYER));
    }
  }

  @AfterAll
  static void close() {
    trace.close();
    model.close();
  }

  @Test
  void reluAfterTheMeanOverHeadsIsKilled() {
    accepts("legrad", legrad(true));
    rejects("legrad", legrad(false));
  }

  @Test
  void reversedProductColumnsForRowsAndAMissingResidualAreKilled() {
    UnaryOperator<double[][]> right = f -> Matrices.rowNormalised(f, 1);
    BinaryOperator<double[][]> forward = (step, product) -> Matrices.product(step, product);
    double[] uniform = new double[heads];
    Arrays.fill(uniform, 1.0 / heads);
    accepts("rollout", rollout(l -> uniform, right, forward));
    rejects("rollout", rollout(l -> uniform, right, (step, r) -> Matrices.product(r, step)));
    rejects("rollout", rollout(l -> uniform, MethodMutantsTest::columnsNormalised, forward));
    rejects("rollout", rollout(l -> uniform, f -> Matrices.rowNormalised(f, 0), forward));
  }

  @Test
  void anotherNormAndWeightsThatAreMeantAgainAreKilled() {
    UnaryOperator<double[][]> step = f -> Matrices.rowNormalised(f, 1);
    accepts("gmar-l1", rollout(l -> weights(l, 1, 1), step, Matrices::product));
    accepts("gmar-l2", rollout(l -> weights(l, 2, 1), step, Matrices::product));
    rejects("gmar-l1", rollout(l -> weights(l, 2, 1), step, Matrices::product));
    rejects("gmar-l2", rollout(l -> weights(l, 1, 1), step, Matrices::product));
    rejects("gmar-l1", rollout(l -> weights(l, 1, heads), step, Matrices::product));
  }

  private static void accepts(String id, double[] map) {
    compare(id, map);
  }

  private static void rejects(String id, double[] map) {
    assertThatThrownBy(() -> compare(id, map)).isInstanceOf(AssertionError.class);
  }

  private static void compare(String id, double[] map) {
    String script = id.startsWith("gmar") ? "gmar" : id;
    double[] expected = GoldenMaps.minMax(GoldenMaps.read(script, MODEL, id)[0]);
    double[] scaled = GoldenMaps.minMax(map);
    new Agreement().close("mutant of " + id, TOLERANCE, MODEL, scaled, expected);
  }

  private static double[] legrad(boolean reluFirst) {
    int tokens = trace.layout().tokens();
    double[] map = new double[tokens];
    for (int l = 0; l < trace.blocks(); l++) {
      double[][] mean = new double[tokens][tokens];
      for (int h = 0; h < heads; h++) {
        double[][] g = Matrices.attentionGradient(trace, LAYER, l, 0, h);
        for (int i = 0; i < tokens; i++) {
          for (int j = 0; j < tokens; j++) {
            mean[i][j] += (reluFirst ? Math.max(0, g[i][j]) : g[i][j]) / heads;
          }
        }
      }
      for (double[] query : mean) {
        for (int j = 0; j < tokens; j++) {
          map[j] += Math.max(0, query[j]);
        }
      }
    }
    return Arrays.copyOfRange(map, 1, tokens);
  }

  /** Weights of a block's heads. */
  private interface HeadShares {
    double[] of(int block);
  }

  private static double[] rollout(
      HeadShares shares, UnaryOperator<double[][]> step, BinaryOperator<double[][]> multiply) {
    double[][] product = Matrices.identity(trace.layout().tokens());
    for (int l = 0; l < trace.blocks(); l++) {
      double[][] fused = Matrices.fused(trace, l, 0, shares.of(l));
      product = multiply.apply(step.apply(fused), product);
    }
    return Arrays.copyOfRange(product[0], 1, product.length);
  }

  private static double[][] columnsNormalised(double[][] fused) {
    return Matrices.transposed(Matrices.rowNormalised(Matrices.transposed(fused), 1));
  }

  private static double[] weights(int block, int p, double divisor) {
    double[] norms = new double[heads];
    for (int h = 0; h < heads; h++) {
      double sum = 0;
      for (double[] row : Matrices.attentionGradient(trace, LOGIT, block, 0, h)) {
        for (double g : row) {
          sum += p == 1 ? Math.abs(g) : g * g;
        }
      }
      norms[h] = p == 1 ? sum : Math.sqrt(sum);
    }
    double all = Arrays.stream(norms).sum() * divisor;
    return Arrays.stream(norms).map(n -> n / all).toArray();
  }
}
