package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.ClassWeights;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** The identities of an attention gradient, against automatic differentiation on A itself. */
class AttentionGradientTest {
  /** Two orders of the same float64 sums. */
  private static final double ROUNDING = 1e-10;

  private static final Signal LOGIT = new Signal.LogitContextGradient();
  private static final Signal LAYER_MEAN =
      new Signal.LayerContextGradient(
          new BlockReadout(BlockReadout.Pool.MEAN, Readout.Norm.AFTER_POOL));
  private static final Signal LAYER_CLS =
      new Signal.LayerContextGradient(
          new BlockReadout(BlockReadout.Pool.READOUT, Readout.Norm.AFTER_POOL));

  private Vit model;
  private NDManager scope;
  private NDArray pixels;

  @BeforeEach
  void open() {
    model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 1);
    scope = model.newScope();
    pixels = TestModels.pixels(model, scope, 2, 2);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void outerProductEqualsTheGradientOfALeafAddedToAttention() {
    List<NDArray> oracle = gradientsOfAttention(new int[] {1, 4});
    try (Trace trace = trace(Targets.of(1, 4), LOGIT)) {
      for (int l = 0; l < trace.blocks(); l++) {
        NDArray product = trace.attentionGradient(scope, LOGIT, l);
        assertThat(largest(product)).isPositive();
        assertThat(largest(product.sub(oracle.get(l)))).isLessThan(ROUNDING);
      }
    }
  }

  @Test
  void patchRowsOfTheLastBlockAreZeroForALogitReadFromCls() {
    try (Trace trace = trace(Targets.predicted(), LOGIT)) {
      NDArray last = trace.attentionGradient(scope, LOGIT, trace.blocks() - 1);
      assertThat(largest(last.get(":, :, 1:, :"))).isZero();
      assertThat(largest(last.get(":, :, 0, :"))).isPositive();
    }
  }

  @Test
  void aBlocksOwnClsScoreLivesInRowZeroAndItsMeanScoreInEveryRow() {
    try (Trace cls = trace(Targets.predicted(), LAYER_CLS);
        Trace mean = trace(Targets.predicted(), LAYER_MEAN)) {
      for (int l = 0; l < cls.blocks(); l++) {
        NDArray local = cls.attentionGradient(scope, LAYER_CLS, l);
        assertThat(largest(local.get(":, :, 1:, :"))).isZero();
        NDArray everywhere = mean.attentionGradient(scope, LAYER_MEAN, l).abs().max(new int[] {3});
        assertThat(everywhere.min().toDoubleArray()[0]).isPositive();
      }
    }
  }

  @Test
  void theLastBlocksOwnClsScoreIsTheLogit() {
    try (Trace trace = trace(Targets.of(3, 3), LOGIT, LAYER_CLS)) {
      int last = trace.blocks() - 1;
      NDArray difference = trace.get(LOGIT, last).sub(trace.get(LAYER_CLS, last));
      assertThat(largest(difference)).isLessThan(ROUNDING);
    }
  }

  @Test
  void layerGradientEqualsCentralDifferencesOfTheBlocksOwnScore() {
    double step = 1e-5;
    try (Trace trace = trace(Targets.of(0, 0), LAYER_MEAN)) {
      for (int l = 0; l < trace.blocks(); l++) {
        double slope = (ownScore(l, step) - ownScore(l, -step)) / (2 * step);
        double gradient = trace.get(LAYER_MEAN, l).getDouble(0, 1, 5, 3);
        assertThat(gradient).isCloseTo(slope, offset(1e-8));
      }
    }
  }

  /** Score of class 0 for image 0 read from block l's tokens, one context entry moved by a step. */
  private double ownScore(int block, double step) {
    Forward forward = new Forward(model.config(), weights());
    List<NDArray> tokens = new ArrayList<>();
    forward.logits(
        pixels,
        new Hook() {
          @Override
          public NDArray context(int l, NDArray context) {
            NDArray moved = context.duplicate();
            if (l == block) {
              moved.set(new NDIndex(0, 1, 5, 3), context.getDouble(0, 1, 5, 3) + step);
            }
            return moved;
          }

          @Override
          public NDArray tokens(int l, NDArray z) {
            tokens.add(z);
            return z;
          }
        });
    BlockReadout how = ((Signal.LayerContextGradient) LAYER_MEAN).score();
    return forward
        .score(tokens.get(block), model.config().readout().ofBlock(how), Hook.NONE)
        .getDouble(0, 0);
  }

  private List<NDArray> gradientsOfAttention(int[] classes) {
    List<NDArray> leaves = new ArrayList<>();
    try (GradientCollector collector = scope.getEngine().newGradientCollector()) {
      NDArray logits =
          new Forward(model.config(), weights())
              .logits(
                  pixels,
                  new Hook() {
                    @Override
                    public NDArray attention(int block, NDArray attention) {
                      NDArray leaf = attention.zerosLike();
                      leaf.attach(scope);
                      leaf.setRequiresGradient(true);
                      leaves.add(leaf);
                      return attention.add(leaf);
                    }
                  });
      collector.backward(logits.mul(ClassWeights.of(classes).matrix(logits)).sum());
    }
    return leaves.stream().map(NDArray::getGradient).toList();
  }

  private VitWeights weights() {
    return model.weights();
  }

  private Trace trace(Targets targets, Signal... gradients) {
    Set<Signal> needs = new HashSet<>(Set.of(gradients));
    needs.add(new Signal.Values());
    return model.trace(pixels, targets, needs);
  }

  private static double largest(NDArray a) {
    return a.abs().max().toDoubleArray()[0];
  }
}
