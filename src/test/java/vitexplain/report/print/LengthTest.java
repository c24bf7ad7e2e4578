package vitexplain.report.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

class LengthTest {
  private static final double ROUNDING = 1e-9;

  @ParameterizedTest
  @CsvSource({"85mm,85", "8.5cm,85", "3.5in,88.9", "144pt,50.8", "' 120 MM ',120"})
  void lengthWithItsUnitIsRead(String text, double millimetres) {
    assertThat(Length.of("--width", text).millimetres()).isCloseTo(millimetres, within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"85", "mm", "85 px", "-85mm", "1e3mm", "", "85mm85mm"})
  void whatIsNoLengthIsRefusedWithExamples(String text) {
    assertThatThrownBy(() -> Length.of("--width", text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--width '" + text + "' is not a length")
        .hasMessageContaining("85mm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1mm", "29.9mm", "61cm", "99in"})
  void lengthOutOfRangeIsRefused(String text) {
    assertThatThrownBy(() -> Length.of("--width", text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("30 to 600 mm");
  }
}
