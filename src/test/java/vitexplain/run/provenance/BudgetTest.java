package vitexplain.run.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

class BudgetTest {

  @ParameterizedTest
  @CsvSource({
    "50ms, 50 ms",
    "50 ms, 50 ms",
    "0.05s, 50 ms",
    "' 1.5 S ', 1500 ms",
    "0.25ms, 0.25 ms",
    "3600s, 3600000 ms"
  })
  void aNumberWithItsUnitIsATime(String text, String expected) {
    assertThat(Budget.parse(text).text()).isEqualTo(expected);
    assertThat(Budget.parse(Budget.parse(text).text())).isEqualTo(Budget.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "50", "ms", "0ms", "0.0 s", "-5ms", "1e3ms", "3601s", "", "5 h"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> Budget.parse(text))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("--budget is '")
        .hasMessageEndingWith("such as 50ms or 0.05s");
  }

  @Test
  void aBenchTellsItsBudget() {
    assertThat(Budget.of(section(Map.of(Budget.KEY, "50 ms")))).contains(new Budget(50));
    assertThat(Budget.of(section(Map.of()))).isEmpty();
  }

  private static Section section(Map<String, String> config) {
    return Section.starting(
        "bench", "quick", config, Environment.here(2, "", "", ""), "2026-01-01T00:00:00Z");
  }
}
