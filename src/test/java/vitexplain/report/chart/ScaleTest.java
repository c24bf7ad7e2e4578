package vitexplain.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void ticksAreRoundNumbersInsideTheAxis() {
    assertThat(new Scale(-0.01, 1.01, 0, 100).ticks(7))
        .extracting(BigDecimal::doubleValue)
        .containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    assertThat(new Scale(0.9, 12.1, 0, 100).ticks(7))
        .extracting(BigDecimal::doubleValue)
        .containsExactly(2.0, 4.0, 6.0, 8.0, 10.0, 12.0);
    assertThat(new Scale(-0.35, 0.5, 0, 100).ticks(7))
        .extracting(BigDecimal::doubleValue)
        .containsExactly(-0.2, 0.0, 0.2, 0.4);
  }

  @Test
  void valuesLieBetweenTheEnds() {
    Scale down = new Scale(0, 1, 300, 20);
    assertThat(down.at(0)).isEqualTo("300");
    assertThat(down.at(0.25)).isEqualTo("230");
    assertThat(down.at(0.333)).isEqualTo("206.8");
  }
}
