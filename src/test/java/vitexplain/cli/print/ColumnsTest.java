package vitexplain.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final Columns TABLE =
      new Columns(
          List.of("benchmark", "model", "batch", "ms", "images/s", "x forward"),
          List.of(
              List.of("forward", "demo", "1", "2.50", "400.0", "1.00"),
              List.of("legrad", "demo", "8", "40.25", "198.8", "2.00 [1.90, 2.25]")),
          3);

  @Test
  void columnsAreAsWideAsTheirCellsAndNumbersEndTogether() {
    assertThat(TABLE.lines(0))
        .containsExactly(
            "benchmark  model  batch     ms  images/s  x forward",
            "forward    demo       1   2.50     400.0  1.00",
            "legrad     demo       8  40.25     198.8  2.00 [1.90, 2.25]");
    assertThat(TABLE.lines(80)).isEqualTo(TABLE.lines(0));
  }

  @Test
  void aWideTableSaysOnceWhatIsTheSameAndGoesOnBelow() {
    assertThat(TABLE.lines(40))
        .containsExactly(
            "model demo",
            "benchmark  batch     ms  images/s",
            "forward        1   2.50     400.0",
            "legrad         8  40.25     198.8",
            "benchmark  batch  x forward",
            "forward        1  1.00",
            "legrad         8  2.00 [1.90, 2.25]")
        .allMatch(line -> line.length() <= 40);
  }

  @Test
  void aTerminalTooNarrowForAnythingGetsOneColumnAtATime() {
    assertThat(TABLE.lines(5)).hasSize(10).allMatch(line -> line.length() < 40);
  }
}
