package vitexplain.statistics;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How often is a verdict wrong, whenever one stops? Prints the share of 10,000 simulated studies
 * with a false verdict on any of six pairs by several numbers of images, promised 0.05, and that of
 * a t-test after every image. No test of the build, which holds 1,000 studies to the promise in
 * {@link ConfidenceSequenceTest}.
 *
 * <pre>mvn -q -B test -Dtest=StoppingStudy     # half a minute</pre>
 */
class StoppingStudy {
  private static final int STUDIES = 10_000;
  private static final int[] LOOKS = {10, 40, 240, 800};
  private static final double ALPHA = 0.05;

  @Test
  void print() {
    Simulated.Errors errors = Simulated.studies(STUDIES, LOOKS, ALPHA);
    for (int look = 0; look < LOOKS.length; look++) {
      System.out.printf(
          Locale.ROOT, "false by image %d: %.4f%n", LOOKS[look], errors.falseShare()[look]);
    }
    System.out.printf(
        Locale.ROOT,
        "a t-test after every image: %.3f; pairs with a difference found: %.3f%n",
        errors.peeking(),
        errors.decided());
  }
}
