package vitexplain.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

class CommonOptionsTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1000", "1024, 1024", "' 8 ', 8", "'4,2', 4"})
  void threadsAreThoseThatOpenMpIsGiven(String value, int threads) {
    assertThat(CommonOptions.inherited(value)).isEqualTo(threads);
  }

  @Test
  void withoutThemEveryCoreHasOne() {
    assertThat(CommonOptions.inherited("")).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1025", "99999999999", "-1", "two", "2x,1"})
  void threadsOutOfRangeAreRefusedAsTheVariables(String value) {
    assertThatThrownBy(() -> CommonOptions.inherited(value))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("OMP_NUM_THREADS is '" + value + "'; expected")
        .hasMessageContaining("1 to 1024")
        .hasMessageContaining("--threads");
  }
}
