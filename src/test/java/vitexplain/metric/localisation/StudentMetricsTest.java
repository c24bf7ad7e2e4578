package vitexplain.metric.localisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vitexplain.metric.Golden;

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
}
