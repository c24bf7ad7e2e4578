package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.vit.closedform.FusedBlock;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

class ReinitialisedTest {
  private static final int BLOCKS = 3;
  private static final Signal ATTENTION = new Signal.Attention();

  private static Vit model;

  @BeforeAll
  static void open() {
    model = TestModels.random(TestModels.tiny(BLOCKS), DataType.FLOAT32, 5);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static float[] logits(Vit vit) {
    try (NDManager scope = vit.newScope()) {
      return vit.logits(TestModels.pixels(vit, scope, 2, 9)).toFloatArray();
    }
  }

  private static float[] attention(Vit vit, int block) {
    try (NDManager scope = vit.newScope();
        Trace trace =
            vit.trace(
                TestModels.pixels(vit, scope, 1, 9), Targets.predicted(), Set.of(ATTENTION))) {
      return trace.get(ATTENTION, block).toFloatArray();
    }
  }

  private static float[] logitsOf(long seed, Function<Reinitialised, Vit> part) {
    try (Reinitialised again = new Reinitialised(model, seed);
        Vit vit = part.apply(again)) {
      return logits(vit);
    }
  }

  @Test
  void newHeadChangesTheLogitsAndNoAttention() {
    try (Reinitialised again = new Reinitialised(model, 1);
        Vit head = again.head()) {
      assertThat(logits(head)).isNotEqualTo(logits(model));
      for (int l = 0; l < BLOCKS; l++) {
        assertThat(attention(head, l)).isEqualTo(attention(model, l));
      }
    }
  }

  @Test
  void cascadesChangeTheBlocksTheyNameAndShareTheRest() {
    try (Reinitialised again = new Reinitialised(model, 1)) {
      for (int count = 0; count <= BLOCKS; count++) {
        try (Vit top = again.topDown(count);
            Vit bottom = again.bottomUp(count)) {
          for (int l = 0; l < BLOCKS; l++) {
            assertShared(top, l, l < BLOCKS - count);
            assertShared(bottom, l, l >= count);
          }
          assertThat(top.weights().patch()).isSameAs(model.weights().patch());
          assertThat(top.weights().head()).isNotSameAs(model.weights().head());
          assertThat(bottom.weights().patch()).isNotSameAs(model.weights().patch());
          assertThat(bottom.weights().head()).isSameAs(model.weights().head());
        }
      }
    }
  }

  /** The same objects, not equal ones: a copy of what stays would double the memory. */
  private static void assertShared(Vit vit, int block, boolean shared) {
    BlockWeights weights = vit.weights().blocks().get(block);
    FusedBlock fused = vit.forward().block(block);
    if (shared) {
      assertThat(weights).isSameAs(model.weights().blocks().get(block));
      assertThat(fused).isSameAs(model.forward().block(block));
    } else {
      assertThat(weights).isNotSameAs(model.weights().blocks().get(block));
      assertThat(fused).isNotSameAs(model.forward().block(block));
    }
  }

  @Test
  void mixtureComputesWhatAModelOfTheSameWeightsDoes() {
    try (Reinitialised again = new Reinitialised(model, 1);
        Vit mixed = again.topDown(1);
        NDManager manager = model.newScope()) {
      Vit whole = new Vit(manager, model.config(), mixed.weights());
      assertThat(logits(mixed)).isEqualTo(logits(whole));
    }
  }

  @Test
  void seedDecidesTheWeights() {
    assertThat(logitsOf(1, r -> r.bottomUp(2))).isEqualTo(logitsOf(1, r -> r.bottomUp(2)));
    assertThat(logitsOf(2, r -> r.bottomUp(2))).isNotEqualTo(logitsOf(1, r -> r.bottomUp(2)));
  }

  @Test
  void partsOfOneSeedAgree() {
    try (Reinitialised again = new Reinitialised(model, 1);
        Vit top = again.topDown(BLOCKS);
        Vit bottom = again.bottomUp(BLOCKS)) {
      assertThat(top.weights().blocks()).isEqualTo(bottom.weights().blocks());
    }
  }

  @Test
  void randomWeightsAreSpreadAsANewModelsAre() {
    try (Reinitialised again = new Reinitialised(model, 1);
        Vit top = again.topDown(BLOCKS);
        NDArray weight = top.weights().blocks().get(0).fc1().weight().duplicate()) {
      // 640 values: the spread of a sample of that size is within 10 % of 0.02.
      double spread = Math.sqrt(weight.square().mean().getFloat());
      assertThat(spread).isBetween(0.018, 0.022);
      assertThat(top.weights().blocks().get(0).fc1().bias().toFloatArray()).containsOnly(0);
    }
  }

  @Test
  void closingLeavesTheModelAsItWas() {
    float[] before = logits(model);
    assertThat(logitsOf(3, r -> r.topDown(2))).isNotEqualTo(before);
    assertThat(logits(model)).isEqualTo(before);
  }
}
