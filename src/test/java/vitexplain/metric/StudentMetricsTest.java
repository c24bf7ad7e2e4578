package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class StudentMetricsTest {

  @Test
  void agreesWithTheProjectsOwnFunctions() {
    for (Golden golden : Golden.read("student")) {
      StudentMetrics actual = StudentMetrics.of(golden.map(), golden.mask());
      assertThat(actual.pixelAcc()).isCloseTo(golden.number("pixel_acc"), within(Golden.TOLERANCE));
      assertThat(actual.iou()).isCloseTo(golden.number("iou"), within(Golden.TOLERANCE));
      assertThat(actual.ap()).isCloseTo(golden.number("ap"), within(Golden.TOLERANCE));
    }
  }

  @Test
  void emptyUnionAndEmptyMaskScoreZeroHereOnly() {
    assertThat(StudentMetrics.of(new float[4], new boolean[4]))
        .isEqualTo(new StudentMetrics(1, 0, 0));
  }

  @Test
  void lineReadsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new StudentMetrics(0.88, 0.531, 0.849).line())
          .isEqualTo("PixelAcc: 0.88 | IoU: 0.53 | AP: 0.85");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void meanIsOverImagesAndNeedsOne() {
    assertThat(
            StudentMetrics.mean(
                List.of(new StudentMetrics(1, 0.5, 0.25), new StudentMetrics(0.5, 0, 0.75))))
        .isEqualTo(new StudentMetrics(0.75, 0.25, 0.5));
    assertThatThrownBy(() -> StudentMetrics.mean(List.of())).hasMessageContaining("0 images");
  }
}
