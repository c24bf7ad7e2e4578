package vitexplain.report.figure;

import java.util.Locale;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import vitexplain.report.results.Format;

/**
 * Milliseconds as a polynomial of t, thousands of tokens: a + b t + c t^2.
 *
 * @param constant a: what does not depend on the tokens
 * @param linear b: projections, MLP and everything else done token by token
 * @param quadratic c: attention, every token with every other
 */
record TokenCost(double constant, double linear, double quadratic) {

  private static final double UNIT = 1000;

  /**
   * Least squares; through the points where there are three.
   *
   * @param tokens three or more different numbers
   * @param millis as many
   */
  static TokenCost fitted(double[] tokens, double[] millis) {
    double[][] powers = new double[tokens.length][];
    for (int i = 0; i < tokens.length; i++) {
      double t = tokens[i] / UNIT;
      powers[i] = new double[] {t, t * t};
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(millis, powers);
    double[] found = regression.estimateRegressionParameters();
    return new TokenCost(found[0], found[1], found[2]);
  }

  double at(double tokens) {
    double t = tokens / UNIT;
    return constant + linear * t + quadratic * t * t;
  }

  /** As in {@code 2.1 + 20.4 t + 15.0 t² ms}. */
  String formula() {
    return String.format(
        Locale.ROOT,
        "%s %s t %s t² ms",
        Format.number(constant, 1),
        signed(linear),
        signed(quadratic));
  }

  private static String signed(double value) {
    return (value < 0 ? "− " : "+ ") + Format.number(Math.abs(value), 1);
  }
}
