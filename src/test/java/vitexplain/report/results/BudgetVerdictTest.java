package vitexplain.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.run.provenance.Budget;
import vitexplain.run.row.LatencyRow;

class BudgetVerdictTest {
  private static final double NONE = Double.NaN;
  private static final Budget BUDGET = new Budget(50);

  private static LatencyRow row(
      String method, String mode, double[] percentiles, int forks, long samples) {
    return new LatencyRow(
        LatencyRow.EXPLANATION,
        method,
        "demo",
        "cpu",
        "float32",
        1,
        2,
        mode,
        40,
        NONE,
        percentiles[0],
        percentiles[1],
        percentiles[2],
        percentiles[3],
        25,
        NONE,
        800,
        new LatencyRow.Repeats(forks, samples, NONE, NONE));
  }

  private static BudgetVerdict verdict(double[] percentiles, int forks, long samples) {
    return new BudgetVerdict(row("legrad", "sample", percentiles, forks, samples), BUDGET);
  }

  @Test
  void theNinetyNinthPercentileDecides() {
    BudgetVerdict fits = verdict(new double[] {40, 45, 47, 50}, 1, 600);
    assertThat(fits.answer()).isEqualTo(BudgetVerdict.Answer.FITS);
    assertThat(fits.reason()).isEqualTo("p99 50.0 ms of 600 calls");
    BudgetVerdict over = verdict(new double[] {40, 45, 47, 50.1}, 1, 600);
    assertThat(over.answer()).isEqualTo(BudgetVerdict.Answer.EXCEEDS);
  }

  @Test
  void aLowerPercentileAboveTheBudgetSettlesItWithFewCalls() {
    BudgetVerdict over = verdict(new double[] {61, NONE, NONE, NONE}, 1, 12);
    assertThat(over.answer()).isEqualTo(BudgetVerdict.Answer.EXCEEDS);
    assertThat(over.reason()).isEqualTo("p50 61.0 ms of 12 calls");
  }

  @Test
  void tooFewCallsAskForAsManyProcessesAsGiveEnough() {
    BudgetVerdict open = verdict(new double[] {40, NONE, NONE, NONE}, 3, 36);
    assertThat(open.answer()).isEqualTo(BudgetVerdict.Answer.OPEN);
    assertThat(open.reason()).isEqualTo("36 calls, 464 more are needed: -- -f 42");
  }

  @Test
  void whereThatWereTooManyProcessesTheyAskForLongerOnes() {
    // 500 calls of 40 ms take 20 s.
    assertThat(verdict(new double[] {NONE, NONE, NONE, NONE}, 1, 4).reason())
        .isEqualTo("4 calls, 496 more are needed: -- -r 20s");
  }

  @Test
  void meansAreNoCalls() {
    double[] percentiles = {40, 45, 47, 49};
    assertThat(
            BudgetVerdict.of(
                List.of(
                    row("rollout", "avgt", percentiles, 1, 600),
                    row("legrad", "sample", percentiles, 1, 600)),
                BUDGET))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.row().method()).isEqualTo("legrad"));
  }
}
