package vitexplain.explain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Matrices;
import vitexplain.explain.Methods;
import vitexplain.explain.SyntheticTrace;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.Discard;
import vitexplain.explain.step.Fusion;
import vitexplain.explain.step.RolloutRow;
import vitexplain.vit.model.Readout;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

class RolloutTest {
  /** Maps leave the device as float32; entries are at most 1. */
  private static final double FLOAT = 1e-6;

  private static final double[] UNIFORM = {0.25, 0.25, 0.25, 0.25};

  @Test
  void rowVectorEqualsMatrixProductFromTheLastBlockToTheFirst() {
    try (Trace trace = new SyntheticTrace(2, 3, 4, 1).trace()) {
      Maps maps = Methods.named("rollout").explain(trace);
      for (int b = 0; b < 2; b++) {
        double[][] product = Matrices.identity(SyntheticTrace.TOKENS);
        for (int l = 0; l < 3; l++) {
          product = Matrices.product(step(trace, l, b), product);
        }
        assertRowZero(maps.values()[b], product);
      }
    }
  }

  @Test
  void startLayerLeavesOutTheBlocksBelow() {
    try (Trace trace = new SyntheticTrace(1, 3, 4, 2).trace()) {
      double[][] product = Matrices.product(step(trace, 2, 0), step(trace, 1, 0));
      assertRowZero(Methods.named("rollout:start-layer=1").explain(trace).values()[0], product);
    }
  }

  @Test
  void studentVariantMultipliesInTheReverseOrder() {
    try (Trace trace = new SyntheticTrace(1, 3, 4, 3).trace()) {
      double[][] product = Matrices.identity(SyntheticTrace.TOKENS);
      for (int l = 0; l < 3; l++) {
        product = Matrices.product(product, step(trace, l, 0));
      }
      assertRowZero(Methods.named("rollout-student").explain(trace).values()[0], product);
    }
  }

  @Test
  void rowsSumToOne() {
    try (Trace trace = new SyntheticTrace(2, 5, 3, 4).trace();
        NDManager scope = trace.borrow()) {
      RolloutRow row = RolloutRow.start(trace, scope);
      for (int l = 0; l < 5; l++) {
        row.through(Fusion.MAX.fuse(trace.get(new Signal.Attention(), l), scope), 0.7);
      }
      assertThat(row.values().sum(new int[] {2}).toDoubleArray())
          .containsExactly(new double[] {1, 1}, within(1e-12));
    }
  }

  @Test
  void identityAttentionLeavesClsWithItself() {
    SyntheticTrace identity = new SyntheticTrace(1, 3, 2, 5);
    identity.put(
        new Signal.Attention(),
        () -> {
          NDArray eye = identity.manager().eye(SyntheticTrace.TOKENS);
          return eye.toType(DataType.FLOAT64, false)
              .broadcast(1, 2, SyntheticTrace.TOKENS, SyntheticTrace.TOKENS);
        });
    try (Trace trace = identity.trace()) {
      assertThat(Methods.named("rollout").explain(trace).values()[0]).containsOnly(0);
    }
  }

  @Test
  void discardDropsTheSmallestEntriesButNeverClsToCls() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray fused =
          manager.create(
              new float[] {0.1f, 0.7f, 0.2f, 0.3f, 0.3f, 0.4f, 0.5f, 0.2f, 0.3f},
              new Shape(1, 3, 3));
      // floor(0.45 * 9) = 4 smallest: 0.1 (CLS to CLS, kept), 0.2, 0.2, and the first 0.3
      assertThat(Discard.smallest(fused, 0.45, Readout.CLASS_TOKEN).toFloatArray())
          .containsExactly(0.1f, 0.7f, 0, 0, 0.3f, 0.4f, 0.5f, 0, 0.3f);
      assertThat(Discard.smallest(fused, 0, Readout.CLASS_TOKEN).toFloatArray())
          .isEqualTo(fused.toFloatArray());
    }
  }

  @Test
  void fusionTakesMeanLargestOrSmallestHead() {
    try (Trace trace = new SyntheticTrace(1, 1, 3, 6).trace();
        NDManager scope = trace.borrow()) {
      NDArray attention = trace.get(new Signal.Attention(), 0);
      for (Fusion fusion : Fusion.values()) {
        double[] heads = new double[3];
        for (int h = 0; h < 3; h++) {
          heads[h] = attention.getDouble(0, h, 2, 5);
        }
        double expected =
            switch (fusion) {
              case MEAN -> Arrays.stream(heads).average().orElseThrow();
              case MAX -> Arrays.stream(heads).max().orElseThrow();
              case MIN -> Arrays.stream(heads).min().orElseThrow();
            };
        assertThat(fusion.fuse(attention, scope).getDouble(0, 2, 5))
            .isCloseTo(expected, within(1e-12));
      }
    }
  }

  @Test
  void aSignalThatWasNotCapturedIsNamed() {
    try (Trace trace = new SyntheticTrace(1, 1, 2, 7).trace()) {
      assertThatThrownBy(() -> Methods.named("legrad").explain(trace))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("LayerContextGradient");
    }
  }

  private static double[][] step(Trace trace, int block, int image) {
    return Matrices.rowNormalised(Matrices.fused(trace, block, image, UNIFORM), 1);
  }

  private static void assertRowZero(float[] map, double[][] product) {
    for (int j = 0; j < map.length; j++) {
      assertThat((double) map[j]).isCloseTo(product[0][j + 1], within(FLOAT));
    }
  }
}
