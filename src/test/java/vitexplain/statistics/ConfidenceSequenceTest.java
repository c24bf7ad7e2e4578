package vitexplain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vitexplain.metric.Golden;
import vitexplain.statistics.SequentialComparison.Verdict;

/** Against a script that searches a grid of means, and against its own promise by simulation. */
class ConfidenceSequenceTest {

  /** A product and a sum of logarithms round apart; the ends move by far less than this. */
  private static final double TOLERANCE = 1e-10;

  private static final double ALPHA = 0.05;

  @Test
  void intervalsAreThoseOfAnIndependentScript() {
    List<Golden> cases = Golden.read("confidence_sequence");
    assertThat(cases).hasSizeGreaterThan(20);
    for (Golden golden : cases) {
      double[] range = golden.numbers("range");
      ConfidenceSequence.Interval interval =
          new ConfidenceSequence(ValueRange.of(range[0], range[1]), golden.number("alpha"))
              .after(golden.numbers("values"));
      assertThat(interval.low()).isCloseTo(golden.number("low"), within(TOLERANCE));
      assertThat(interval.high()).isCloseTo(golden.number("high"), within(TOLERANCE));
    }
  }

  @Test
  void comparisonSaysOfItsMeansWhatTheIntervalsSay() {
    ConfidenceSequence sequence = new ConfidenceSequence(ValueRange.of(-2, 2), ALPHA);
    double margin = 0.2;
    for (int study = 0; study < 60; study++) {
      double[] values = Simulated.differences(0.1 * (study % 7 - 3), 0.2, 120, study);
      SequentialComparison comparison = SequentialComparison.of(sequence, margin);
      for (int n = 1; n <= values.length; n++) {
        ConfidenceSequence.Interval interval = sequence.after(Arrays.copyOf(values, n));
        boolean before = comparison.isDecided();
        comparison = comparison.after(values[n - 1]);
        boolean within = interval.low() >= -margin && interval.high() <= margin;
        boolean settled = interval.low() >= 0 || interval.high() <= 0 || within;
        assertThat(comparison.isDecided()).as("study %d, n = %d", study, n).isEqualTo(settled);
        if (settled && !before) {
          assertThat(comparison.n()).isEqualTo(n);
          assertThat(comparison.verdict())
              .isEqualTo(
                  interval.low() >= 0
                      ? Verdict.HIGHER
                      : interval.high() <= 0 ? Verdict.LOWER : Verdict.EQUIVALENT);
        }
      }
    }
  }

  @Test
  void intervalNarrowsFromTheWholeRangeAndLeavesOutUndefinedValues() {
    ConfidenceSequence sequence = new ConfidenceSequence(ValueRange.of(-2, 2), ALPHA);
    assertThat(sequence.after()).isEqualTo(new ConfidenceSequence.Interval(-2, 2));
    double[] values = Simulated.differences(0.3, 0.1, 300, 5);
    double width = 4;
    for (int n = 10; n <= 300; n += 10) {
      ConfidenceSequence.Interval interval = sequence.after(Arrays.copyOf(values, n));
      assertThat(interval.high() - interval.low()).isLessThanOrEqualTo(width);
      width = interval.high() - interval.low();
    }
    assertThat(width).isLessThan(0.25);
    double[] gaps =
        IntStream.range(0, 600).mapToDouble(i -> i % 2 == 0 ? Double.NaN : values[i / 2]).toArray();
    assertThat(sequence.after(gaps)).isEqualTo(sequence.after(values));
  }

  @Test
  void noMoreStudiesThanPromisedDecideFalselyWheneverOneLooks() {
    int[] looks = {5, 20, 60, 200};
    Simulated.Errors errors = Simulated.studies(1000, looks, ALPHA);
    for (int look = 0; look < looks.length; look++) {
      assertThat(errors.falseShare()[look]).as("after %d", looks[look]).isLessThanOrEqualTo(ALPHA);
    }
    assertThat(errors.peeking()).as("a t-test looked at after every image").isGreaterThan(ALPHA);
    assertThat(errors.decided()).as("pairs decided, of those that differ").isGreaterThan(0.5);
  }

  @Test
  void valuesOutOfRangeAndRangesWithoutEndsAreRefused() {
    ConfidenceSequence shares = new ConfidenceSequence(ValueRange.SHARE, ALPHA);
    assertThatThrownBy(() -> shares.after(0.5, 1.5)).hasMessageContaining("1.5 is not between 0.0");
    assertThatThrownBy(() -> new ConfidenceSequence(ValueRange.POSITIVE, ALPHA))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> new ConfidenceSequence(ValueRange.SHARE, 0))
        .hasMessageContaining("alpha 0.0");
    assertThatThrownBy(() -> SequentialComparison.of(shares, -0.1))
        .hasMessageContaining("margin -0.1");
  }
}
