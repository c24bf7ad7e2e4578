package vitexplain.vit.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.FamilyModel;

/** Relevance in models of every family that has classes. */
class DescentTest {
  /** Of an array's largest entry: the oracle has no 1e-9 in the denominators of sums. */
  private static final double STABILISER = 1e-5;

  static List<FamilyModel> models() {
    return FamilyModel.all().stream().filter(golden -> golden.has("expected", "targets")).toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void plainRelevanceIsThatOfAModifiedGradient(FamilyModel golden) {
    try (Vit model = golden.open(DataType.FLOAT64);
        NDManager scope = model.newScope()) {
      NDArray pixels = golden.pixels(model, scope);
      Ascent ascent = Ascent.of(model.config(), model.weights(), pixels, scope);
      Descent descent = new Descent(LayerRules.PLAIN, model.config(), ascent);
      List<NDArray> found = descent.of(scope, golden.targets(), 0, false).attention();
      List<NDArray> expected =
          ModifiedGradient.relevances(
              scope, model.config(), model.weights(), pixels, golden.targets());
      for (int l = 0; l < found.size(); l++) {
        double largest = largest(expected.get(l));
        assertThat(largest).isPositive();
        assertThat(largest(found.get(l).sub(expected.get(l))))
            .as("block %d", l)
            .isLessThan(STABILISER * largest);
      }
    }
  }

  private static double largest(NDArray array) {
    return array.abs().max().toDoubleArray()[0];
  }
}
