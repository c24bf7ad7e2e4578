package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.metric.descriptor.Entropy;
import vitexplain.metric.descriptor.Gini;
import vitexplain.metric.faithfulness.ScoreChange;
import vitexplain.metric.faithfulness.SubsetFidelity;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Mass;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Scale;
import vitexplain.metric.input.Shapes;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.RankCorrelation;
import vitexplain.statistics.ValueRange;
import vitexplain.statistics.Wilcoxon;

/** Metrics and statistics against packages that have them under other names or settings. */
@ExtendWith(AgreementReport.class)
class PackageGoldenTest {
  /** Both sides compute in double. */
  private static final double DOUBLE = 1e-9;

  /** What torch-cam adds to a score that it divides by, and Quantus to every entry of a map. */
  private static final double EPSILON = 1e-7;

  /** Far less than what either epsilon changes. */
  private static final double SEEN = 1e-8;

  @Test
  void bootstrapIntervalsEqualThoseOfNumpyOnTheSameResamples(Agreement agreement) {
    for (Golden golden : Golden.read("bootstrap")) {
      double[] values = golden.numbers("values");
      int resamples = (int) golden.number("resamples");
      Estimate ours =
          Bootstrap.of(values.length, resamples, (long) golden.number("seed"))
              .mean(values, ValueRange.ANY);
      String what = "statistics: bootstrap interval, numpy";
      agreement.close(what, Golden.TOLERANCE, "low", ours.low(), golden.number("low"));
      agreement.close(what, Golden.TOLERANCE, "high", ours.high(), golden.number("high"));
    }
  }

  @Test
  void rankStatisticsEqualSciPyAndStatsmodels(Agreement agreement) {
    for (Golden golden : Golden.read("wilcoxon")) {
      double p = Wilcoxon.pValue(golden.numbers("a"), golden.numbers("b"));
      agreement.close("statistics: Wilcoxon p, SciPy", DOUBLE, "p", p, golden.number("p"));
    }
    for (Golden golden : Golden.read("rank_correlation")) {
      double[] x = golden.numbers("x");
      double[] y = golden.numbers("y");
      agreement.close(
          "statistics: Kendall tau, SciPy",
          DOUBLE,
          "tau",
          RankCorrelation.kendall(x, y),
          golden.number("kendall"));
      agreement.close(
          "statistics: Spearman rho, SciPy",
          DOUBLE,
          "rho",
          RankCorrelation.spearman(x, y),
          golden.number("spearman"));
    }
  }

  /**
   * Quantus gives entropy in nats; ours is its share of the most there can be, ln n. It adds 1e-7
   * to every entry before its Gini index, which leaves all differences and raises the mean.
   */
  @Test
  void giniAndEntropyEqualQuantusUpToItsUnitAndItsEpsilon(Agreement agreement) {
    double deviation = 0;
    for (Golden golden : Golden.read("quantus")) {
      float[] map = golden.map();
      double mean = Mass.of(map) / map.length;
      double theirs = golden.number("gini");
      double shifted = Gini.of(map) * mean / (mean + EPSILON);
      agreement.close("metrics: gini, Quantus", DOUBLE, "gini", shifted, theirs);
      deviation = Math.max(deviation, Math.abs(Gini.of(map) - theirs));
      agreement.close(
          "metrics: entropy, Quantus",
          DOUBLE,
          "entropy",
          Entropy.of(map) * Math.log(map.length),
          golden.number("entropy_nats"));
    }
    assertThat(deviation).isGreaterThan(SEEN);
  }

  /** torch-cam divides by y + 1e-7 and takes the mean over images; ours divides by y. */
  @Test
  void averageDropAndIncreaseEqualTorchCamUpToItsEpsilon(Agreement agreement) {
    for (Golden golden : Golden.read("score_change")) {
      double[] y = golden.numbers("y");
      double[] o = golden.numbers("o");
      double drop = 0;
      double shifted = 0;
      double increase = 0;
      for (int i = 0; i < y.length; i++) {
        double ours = ScoreChange.drop(y[i], o[i]) / y.length;
        drop += ours;
        shifted += ours * y[i] / (y[i] + EPSILON);
        increase += ScoreChange.increase(y[i], o[i]) / y.length;
      }
      String what = "metrics: avg_drop and avg_increase, torch-cam";
      agreement.close(what, DOUBLE, "drop", shifted, golden.number("avg_drop"));
      agreement.close(what, DOUBLE, "increase", increase, golden.number("avg_increase"));
      assertThat(drop - golden.number("avg_drop")).isGreaterThan(SEEN);
    }
  }

  @Test
  void infidelityAndMaxSensitivityEqualCaptum(Agreement agreement) {
    for (Golden golden : Golden.read("perturbation_stability")) {
      relative(
          agreement,
          "infidelity",
          SubsetFidelity.INFIDELITY.of(golden.numbers("sums"), golden.numbers("drops")),
          golden);
      relative(
          agreement,
          "max_sensitivity",
          StabilityMetric.MAX_SENSITIVITY.of(golden.map(), golden.maps("noisy")),
          golden);
    }
  }

  /** Relative, since both are small. */
  private static void relative(Agreement agreement, String name, double ours, Golden golden) {
    double[] theirs = {golden.number(name)};
    agreement.relative("metrics: " + name + ", Captum", DOUBLE, name, new double[] {ours}, theirs);
  }

  /** Captum scales only if it is asked to; a min-maxed map means nothing without. */
  @Test
  void captumsInfidelityWithoutItsOptionIsAnotherNumber() {
    for (Golden golden : Golden.read("perturbation_stability")) {
      double[] doubled = Arrays.stream(golden.numbers("sums")).map(sum -> 2 * sum).toArray();
      double ours = SubsetFidelity.INFIDELITY.of(doubled, golden.numbers("drops"));
      double theirs = golden.number("infidelity");
      assertThat(ours).isCloseTo(theirs, within(DOUBLE * theirs));
      assertThat(golden.number("infidelity_as_is")).isGreaterThan(theirs);
    }
  }

  /**
   * pytorch-grad-cam keeps what lies below a percentile of the map: its 10 % are our 90 %, and a
   * map whose pixels tie loses another share than was asked for. Ours removes the share itself.
   */
  @Test
  void roadOfPytorchGradCamRemovesTheRestOfWhatItIsAskedFor() {
    for (Golden golden : Golden.read("road_removal")) {
      double percentile = golden.number("percentile") / 100;
      boolean[] theirs = golden.mask();
      Ranking ranking = Ranking.of(golden.map());
      boolean[] same = ranking.first(Ranking.removedCount(percentile, theirs.length));
      boolean[] rest = ranking.first(Ranking.removedCount(1 - percentile, theirs.length));
      assertThat(theirs).isNotEqualTo(same);
      if (golden.text("name").equals("distinct")) {
        assertThat(theirs).isEqualTo(rest);
      } else {
        assertThat(Shapes.foreground(theirs)).isNotEqualTo(Shapes.foreground(rest));
      }
    }
  }

  @Test
  void areasEqualRiseOnEvenLevels(Agreement agreement) {
    for (Golden golden : Golden.read("score_change")) {
      double[] values = golden.numbers("curve");
      double[] levels = new double[values.length];
      Arrays.setAll(levels, i -> i / (values.length - 1.0));
      double ours = new Curve(Scale.PROBABILITY, levels, values).auc();
      agreement.close("metrics: curve areas, RISE", DOUBLE, "auc", ours, golden.number("rise_auc"));
    }
  }
}
