package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.method.Gmar;
import vitexplain.explain.method.Rollout;
import vitexplain.explain.peer.Chefer;
import vitexplain.explain.peer.GradRollout;
import vitexplain.explain.step.Fusion;
import vitexplain.explain.step.RolloutRow;
import vitexplain.explain.variant.StudentGmar;
import vitexplain.explain.variant.StudentRollout;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Properties of products of blocks, for every registered method of that kind: found in the registry
 * by its class, never by its name.
 */
class RegisteredRolloutsTest {
  /** Maps leave the device as float32; entries are at most 1. */
  private static final double FLOAT = 1e-6;

  private static final int TWELVE = 12;
  private static final int BLOCKS = 3;

  static Stream<Explainer> products() {
    return registered(
        Rollout.class,
        Gmar.class,
        GradRollout.class,
        Chefer.class,
        StudentRollout.class,
        StudentGmar.class);
  }

  /** Those whose heads weigh 1 together, beside a residual path of 1. */
  static Stream<Explainer> halves() {
    return registered(Rollout.class, Gmar.class, StudentRollout.class);
  }

  static Stream<Explainer> weighted() {
    return registered(Gmar.class);
  }

  static Stream<Explainer> averagedAgain() {
    return registered(StudentGmar.class);
  }

  private static Stream<Explainer> registered(Class<?>... types) {
    return Methods.defaults().stream()
        .filter(explainer -> Stream.of(types).anyMatch(type -> type.isInstance(explainer)));
  }

  @ParameterizedTest
  @MethodSource("weighted")
  void uniformHeadWeightsMakeItRollout(Explainer method) {
    SyntheticTrace flat = new SyntheticTrace(2, BLOCKS, 4, 31);
    flat.put(
        new Signal.LogitContextGradient(), () -> flat.normal(SyntheticTrace.HEAD_WIDTH).mul(0));
    try (Trace trace = flat.trace()) {
      float[][] rollout = new Rollout(Fusion.MEAN, 0, 0).explain(trace).values();
      float[][] map = method.explain(trace).values();
      for (int b = 0; b < map.length; b++) {
        assertThat(map[b]).containsExactly(rollout[b], within((float) FLOAT));
      }
    }
  }

  /** If no token looks at CLS, half of its row stays there in every block: the rest is 1 - 2^-L. */
  @ParameterizedTest
  @MethodSource("halves")
  void rowsSumToOne(Explainer method) {
    assertThat(massOnPatches(method, 4, BLOCKS))
        .isCloseTo(1 - Math.pow(0.5, BLOCKS), within(FLOAT));
  }

  @ParameterizedTest
  @MethodSource("averagedAgain")
  void averagedHeadsLeaveTwelveThirteenthsOfEachRowToTheResidual(Explainer method) {
    assertThat(massOnPatches(method, TWELVE, 1)).isCloseTo(1 - 12.0 / 13, within(FLOAT));
  }

  @ParameterizedTest
  @MethodSource("products")
  void identityAttentionLeavesClsWithItself(Explainer method) {
    SyntheticTrace identity = new SyntheticTrace(1, BLOCKS, 2, 32);
    int tokens = SyntheticTrace.TOKENS;
    identity.put(
        new Signal.Attention(),
        () ->
            identity
                .manager()
                .eye(tokens)
                .toType(DataType.FLOAT64, false)
                .broadcast(1, 2, tokens, tokens));
    try (Trace trace = identity.trace()) {
      assertThat(method.explain(trace).values()[0]).containsOnly(0);
    }
  }

  /** What all of them go through. */
  @Test
  void theRowVectorEqualsTheMatrixProduct() {
    double alpha = 0.7;
    int tokens = SyntheticTrace.TOKENS;
    SyntheticTrace synthetic = new SyntheticTrace(1, 1, 1, 33);
    List<NDArray> fused = new ArrayList<>();
    for (int l = 0; l < BLOCKS; l++) {
      fused.add(synthetic.normal(tokens).abs().reshape(1, tokens, tokens));
    }
    try (Trace trace = synthetic.trace();
        NDManager scope = trace.borrow()) {
      RolloutRow row = RolloutRow.start(trace, scope);
      double[][] product = Matrices.identity(tokens);
      for (NDArray f : fused) {
        row.through(f, alpha);
        product = Matrices.product(product, Matrices.rowNormalised(matrix(f), alpha));
      }
      assertThat(row.values().toDoubleArray()).containsExactly(product[0], within(1e-12));
    }
  }

  private static double[][] matrix(NDArray fused) {
    double[] flat = fused.toDoubleArray();
    double[][] matrix = new double[SyntheticTrace.TOKENS][SyntheticTrace.TOKENS];
    for (int i = 0; i < flat.length; i++) {
      matrix[i / SyntheticTrace.TOKENS][i % SyntheticTrace.TOKENS] = flat[i];
    }
    return matrix;
  }

  /** Sum of the map when every token looks at patches alone. */
  private static double massOnPatches(Explainer method, int heads, int blocks) {
    SyntheticTrace synthetic = new SyntheticTrace(1, blocks, heads, 34);
    synthetic.put(new Signal.Attention(), patchesOnly(synthetic, heads));
    try (Trace trace = synthetic.trace()) {
      double sum = 0;
      for (float value : method.explain(trace).values()[0]) {
        sum += value;
      }
      return sum;
    }
  }

  private static Supplier<NDArray> patchesOnly(SyntheticTrace synthetic, int heads) {
    int tokens = SyntheticTrace.TOKENS;
    return () -> {
      NDArray cls = synthetic.manager().zeros(new Shape(1, heads, tokens, 1), DataType.FLOAT64);
      return cls.concat(synthetic.normal(tokens - 1).softmax(-1), 3);
    };
  }
}
