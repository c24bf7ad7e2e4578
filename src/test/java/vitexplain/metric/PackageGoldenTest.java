package vitexplain.metric;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vitexplain.Agreement;
import vitexplain.AgreementReport;

/** Metrics and statistics against packages that have them under other names or settings. */
@ExtendWith(AgreementReport.class)
class PackageGoldenTest {
  /** Both sides compute in double. */
  private static final double DOUBLE = 1e-9;

  /** In percent: torch-cam computes its scores in float32. */
  private static final double PERCENT = 1e-4;

  /** Quantus adds 1e-7 to every entry before it sorts them, ours does not. */
  private static final double SHIFTED = 1e-6;

  @Test
  void bootstrapIntervalsEqualSciPyOnTheSameResamples(Agreement agreement) {
    for (Golden golden : Golden.read("bootstrap")) {
      double[] values = golden.numbers("values");
      int resamples = (int) golden.number("resamples");
      Estimate ours =
          Bootstrap.of(values.length, resamples, (long) golden.number("seed")).mean(values);
      String what = "statistics: bootstrap interval, SciPy";
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

  /** Quantus gives entropy in nats; ours is its share of the most there can be, ln n. */
  @Test
  void giniAndEntropyEqualQuantusUpToItsUnit(Agreement agreement) {
    for (Golden golden : Golden.read("quantus")) {
      float[] map = golden.map();
      agreement.close(
          "metrics: gini, Quantus", SHIFTED, "gini", Gini.of(map), golden.number("gini"));
      agreement.close(
          "metrics: entropy, Quantus",
          DOUBLE,
          "entropy",
          Entropy.of(map) * Math.log(map.length),
          golden.number("entropy_nats"));
    }
  }

  @Test
  void averageDropAndIncreaseEqualTorchCam(Agreement agreement) {
    for (Golden golden : Golden.read("score_change")) {
      double[] y = golden.numbers("y");
      double[] o = golden.numbers("o");
      double drop = 0;
      double increase = 0;
      for (int i = 0; i < y.length; i++) {
        drop += ScoreChange.drop(y[i], o[i]) / y.length;
        increase += ScoreChange.increase(y[i], o[i]) / y.length;
      }
      String what = "metrics: avg_drop and avg_increase, torch-cam";
      agreement.close(what, PERCENT, "drop", drop, golden.number("avg_drop"));
      agreement.close(what, PERCENT, "increase", increase, golden.number("avg_increase"));
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
