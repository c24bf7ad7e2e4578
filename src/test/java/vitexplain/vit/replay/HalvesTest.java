package vitexplain.vit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.trace.PatchSets;

class HalvesTest {
  private static Vit model;
  private static NDManager scope;

  @BeforeAll
  static void open() {
    model = TestModels.random(TestModels.TINY, DataType.FLOAT32, 2);
    scope = model.newScope();
  }

  @AfterAll
  static void close() {
    scope.close();
    model.close();
  }

  private static int[][] halves(PatchLayout layout, PatchSets sets, int image) {
    NDArray pixels = TestModels.pixels(model, scope, 1, image);
    return new Halves(new Forward(model.config(), model.weights()), layout, sets).of(pixels);
  }

  @Test
  void theLargestStandInOrderAndOfEqualOnesTheFirst() {
    double[] values = {3, 5, -1, 5, 4};
    assertThat(Halves.largest(values, 1)).containsExactly(1);
    assertThat(Halves.largest(values, 3)).containsExactly(1, 3, 4);
    assertThat(Halves.largest(values, 9)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void drawnHalvesFollowFromTheSeedAndNotFromTheImage() {
    PatchLayout five = new PatchLayout(1, 5, 1);
    int[][] sets = halves(five, new PatchSets.Drawn(40, 7), 3);
    assertThat(sets).hasDimensions(40, 2);
    assertThat(halves(five, new PatchSets.Drawn(40, 7), 4)).isDeepEqualTo(sets);
    assertThat(Arrays.deepEquals(halves(five, new PatchSets.Drawn(40, 8), 3), sets)).isFalse();
    assertThat(halves(new PatchLayout(1, 1, 1), new PatchSets.Drawn(2, 0), 3))
        .isDeepEqualTo(new int[][] {{0}, {0}});
  }

  @Test
  void clusteredHalvesFollowFromTheImageAndAreNoMoreThanItsFeatures() {
    int features = model.config().blocks() * model.config().width();
    int[][] all = halves(model.layout(), new PatchSets.Clustered(10_000, 0), 3);
    assertThat(all).hasDimensions(features, model.layout().patches() / 2);
    int[][] few = halves(model.layout(), new PatchSets.Clustered(4, 0), 3);
    assertThat(few).hasNumberOfRows(4);
    assertThat(Arrays.deepEquals(halves(model.layout(), new PatchSets.Clustered(4, 0), 5), few))
        .isFalse();
  }
}
