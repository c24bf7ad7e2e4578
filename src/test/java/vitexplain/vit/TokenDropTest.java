package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vitexplain.vit.closedform.KeptTokens;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;

/** Dropped patches are gone: the blocks see the kept tokens with their own positions. */
class TokenDropTest {
  /** Float64 on both sides; sums over tokens differ in order only. */
  private static final double ROUNDING = 1e-10;

  private static final int PATCHES = 12;

  private static int[] all() {
    return IntStream.range(0, PATCHES).toArray();
  }

  @Test
  void keepingEveryPatchIsTheWholePass() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 1);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 1, 2);
      double[] whole = model.logits(pixels).toDoubleArray();
      assertThat(model.logits(pixels, new int[][] {all()}).toDoubleArray())
          .containsExactly(whole, within(ROUNDING));
    }
  }

  @Test
  void droppedPatchIsTheSameAsOneThatNobodyAttendsTo() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 3);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 1, 4);
      int[][] kept = {{0, 1, 4, 7, 11}, {2, 3, 5, 6, 8}};
      double[] dropped = model.logits(pixels, kept).toDoubleArray();
      for (int b = 0; b < kept.length; b++) {
        double[] masked = masked(model, scope, pixels, kept[b]);
        for (int k = 0; k < masked.length; k++) {
          assertThat(dropped[b * masked.length + k]).isCloseTo(masked[k], within(ROUNDING));
        }
      }
    }
  }

  /** The whole pass with the attention to removed columns set to 0 and its rows summed to 1. */
  private static double[] masked(Vit model, NDManager scope, NDArray pixels, int[] kept) {
    double[] column = new double[1 + PATCHES];
    column[0] = 1;
    for (int patch : kept) {
      column[1 + patch] = 1;
    }
    NDArray mask = scope.create(column).reshape(1, 1, 1, column.length);
    Hook hook =
        new Hook() {
          @Override
          public NDArray attention(int block, NDArray attention) {
            NDArray left = attention.mul(mask);
            return left.div(left.sum(new int[] {3}, true));
          }
        };
    return new Forward(model.config(), model.weights()).logits(pixels, hook).toDoubleArray();
  }

  @Test
  void whatADroppedPatchShowsHasNoEffect() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 5);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 1, 6);
      NDArray changed = pixels.duplicate();
      changed.set(new NDIndex(":, :, 0:8, 0:8"), 9);
      int[][] withoutFirst = {IntStream.range(1, PATCHES).toArray()};
      assertThat(model.logits(changed, withoutFirst).toDoubleArray())
          .containsExactly(model.logits(pixels, withoutFirst).toDoubleArray());
      assertThat(model.logits(changed, new int[][] {all()}).toDoubleArray())
          .isNotEqualTo(model.logits(pixels, new int[][] {all()}).toDoubleArray());
    }
  }

  @Test
  void nothingKeptLeavesTheClassTokenAlone() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 7);
        NDManager scope = model.newScope()) {
      double[] one =
          model.logits(TestModels.pixels(model, scope, 1, 8), new int[1][0]).toDoubleArray();
      double[] other =
          model.logits(TestModels.pixels(model, scope, 1, 9), new int[1][0]).toDoubleArray();
      assertThat(one).containsExactly(other);
    }
  }

  /** As training does it: many images in one batch, each without its own patches. */
  @Test
  void everyImageOfABatchLosesItsOwnPatches() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 11);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 2, 12);
      int[][] kept = {{0, 1, 4, 7, 11}, {2, 3, 5, 6, 8}};
      Forward plain = new Forward(model.config(), model.weights());
      NDArray left = new KeptTokens(model.layout(), kept).of(plain.embed(pixels));
      double[] together = plain.logitsOf(left, Hook.NONE).toDoubleArray();
      for (int b = 0; b < kept.length; b++) {
        NDArray one = pixels.get(new NDIndex(b + ":" + (b + 1)));
        double[] alone = model.logits(one, new int[][] {kept[b]}).toDoubleArray();
        for (int k = 0; k < alone.length; k++) {
          assertThat(together[b * alone.length + k]).isCloseTo(alone[k], within(ROUNDING));
        }
      }
      NDArray three = plain.embed(TestModels.pixels(model, scope, 3, 12));
      assertThatThrownBy(() -> new KeptTokens(model.layout(), kept).of(three))
          .hasMessageContaining("tokens of 3 images and 2 rows of kept patches");
    }
  }

  @Test
  void unevenRowsUnknownPatchesAndSeveralImagesAreRefused() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT32, 1);
        NDManager scope = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, scope, 1, 2);
      assertThatThrownBy(() -> model.logits(pixels, new int[][] {{0, 1}, {2}}))
          .hasMessageContaining("rows keep 2 and 1 patches");
      assertThatThrownBy(() -> model.logits(pixels, new int[][] {{12}}))
          .hasMessage("kept patch 12; expected 0 to 11");
      assertThatThrownBy(() -> model.logits(pixels, new int[0][])).hasMessageContaining("no row");
      NDArray two = TestModels.pixels(model, scope, 2, 2);
      assertThatThrownBy(() -> model.logits(two, new int[][] {{0}}))
          .hasMessageContaining("one image at a time");
    }
  }
}
