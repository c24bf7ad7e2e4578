package vitexplain.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TokenCostTest {

  /** Least squares of exact values, solved in double. */
  private static final double ROUNDING = 1e-9;

  @Test
  void partsOfAnExactPolynomialAreFoundAgain() {
    double[] tokens = {197, 577, 1025, 1601};
    double[] millis = new double[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      double t = tokens[i] / 1000;
      millis[i] = 2 + 21 * t + 13 * t * t;
    }
    TokenCost cost = TokenCost.fitted(tokens, millis);
    assertThat(cost.constant()).isCloseTo(2, within(ROUNDING));
    assertThat(cost.linear()).isCloseTo(21, within(ROUNDING));
    assertThat(cost.quadratic()).isCloseTo(13, within(ROUNDING));
    assertThat(cost.at(1000)).isCloseTo(36, within(ROUNDING));
    assertThat(cost.formula()).isEqualTo("2.0 + 21.0 t + 13.0 t² ms");
  }

  @Test
  void negativePartsHaveATrueSign() {
    assertThat(new TokenCost(-0.5, 3, -1.25).formula()).isEqualTo("−0.5 + 3.0 t − 1.3 t² ms");
  }

  @Test
  void tokensFollowFromAShapesNameAlone() {
    assertThat(ShapeName.of("shape:vit-base-16-384"))
        .contains(new ShapeName("vit-base-16", 24 * 24 + 1));
    assertThat(ShapeName.of("demo")).isEmpty();
    assertThat(ShapeName.of("google/vit-base-patch16-224")).isEmpty();
  }
}
