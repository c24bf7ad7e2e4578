package vitexplain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

/** A fast wrong answer must fail a benchmark: the checks themselves are checked. */
class AnswersTest {

  private static final float[][] RIGHT = {{1, 2}, {3, 4}};

  @Test
  void differenceBeyondRoundingIsRefused() {
    assertThatCode(() -> Answers.requireEqual("x", new float[][] {{1.0001f, 2}, {3, 4}}, RIGHT))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Answers.requireEqual("x", new float[][] {{1.1f, 2}, {3, 4}}, RIGHT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("differs from the plain reference");
    assertThatThrownBy(() -> Answers.requireEqual("x", 2.0, 1.0, 1.0))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Answers.requireEqual("x", Double.NaN, 1.0, 1.0))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anotherShapeIsRefused() {
    assertThatThrownBy(() -> Answers.requireShape("x", RIGHT, 2, 3))
        .hasMessage("x: 2 rows of 2; expected 2 of 3");
    assertThatThrownBy(() -> Answers.requireShape("x", new float[0][], 2, 3))
        .hasMessage("x: 0 rows of 0; expected 2 of 3");
  }

  @Test
  void infiniteAndFlatMapsAreRefused() {
    assertThatThrownBy(() -> Answers.requireShape("x", new float[][] {{1, Float.NaN}}, 1, 2))
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> Answers.requireContrast("x", new float[][] {{2, 2}}))
        .hasMessageContaining("the same value everywhere");
  }

  @Test
  void productIsComparedWithADotProduct() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray left = manager.create(new float[][] {{1, 2}, {3, 4}});
      NDArray right = manager.create(new float[][] {{5, 6}, {7, 8}});
      Product product = new Product(left, right);
      product.check();
      try (NDArray result = product.run()) {
        assertThat(result.toFloatArray()).containsExactly(19, 22, 43, 50);
      }
    }
  }

  @Test
  void peakMemoryIsThatOfAProcessWithAnEngine() {
    PeakMemory.peak().ifPresent(mb -> assertThat(mb).isBetween(50.0, 64_000.0));
  }
}
