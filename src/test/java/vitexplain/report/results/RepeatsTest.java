package vitexplain.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.run.row.LatencyRow;

class RepeatsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | 9 | ; n = 3 processes, 9 iterations",
        "1 | 1 | ; n = 1 process, 1 iteration",
        "0 | 0 | ''"
      })
  void numbersAndNounsAgree(int forks, long samples, String expected) {
    assertThat(Repeats.of(List.of(row(forks, samples)))).isEqualTo(expected);
  }

  private static LatencyRow row(int forks, long samples) {
    LatencyRow.Repeats repeats = new LatencyRow.Repeats(forks, samples, 1, 1);
    return new LatencyRow(
        "forward", "", "demo", "cpu", "float32", 1, 2, "avgt", 1, 0, 1, 1, 1, 1, 1000, 1, 300,
        repeats);
  }
}
