package vitexplain.heatmaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vitexplain.metric.localisation.StudentMetrics;

/** Undefined numbers are no zeros and no part of a mean. */
class ExplainScoresTest {
  private static final boolean[] EMPTY = new boolean[4];

  @Test
  void emptyMaskHasNoAveragePrecisionAndAnIouWhereTheMapIsNotEmpty() {
    float[] map = {0.9f, 0, 0, 0};
    assertThat(ExplainScores.of(map, EMPTY)).isEqualTo(new ExplainScores(0.75, 0, Double.NaN));
    assertThat(ExplainScores.of(map, EMPTY).line())
        .isEqualTo("PixelAcc: 0.75 | IoU: 0.00 | AP: undefined");
    assertThat(ExplainScores.of(new float[4], EMPTY).line())
        .isEqualTo("PixelAcc: 1.00 | IoU: undefined | AP: undefined");
  }

  @Test
  void meansAreOverImagesWhereTheNumberIsDefinedAndSaySo() {
    List<ExplainScores> images =
        List.of(
            new ExplainScores(0.5, 0.25, 0.75),
            new ExplainScores(1, 0.75, Double.NaN),
            new ExplainScores(0, 0.5, Double.NaN));
    assertThat(ExplainScores.line(images))
        .isEqualTo("PixelAcc: 0.50 | IoU: 0.50 | AP: 0.75 (n = 1)");
  }

  @Test
  void anotherProjectsNumbersStayAsThatProjectHasThem() {
    assertThat(ExplainScores.of(StudentMetrics.of(new float[4], EMPTY)).line())
        .isEqualTo("PixelAcc: 1.00 | IoU: 0.00 | AP: 0.00");
  }

  @Test
  void lineReadsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
      assertThat(
              ExplainScores.line(
                  List.of(
                      new ExplainScores(0.88, 0.531, Double.NaN),
                      new ExplainScores(0.88, 0.531, 0.849))))
          .isEqualTo("PixelAcc: 0.88 | IoU: 0.53 | AP: 0.85 (n = 1)");
    } finally {
      Locale.setDefault(before);
    }
  }
}
