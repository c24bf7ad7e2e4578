package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.localisation.AveragePrecision;
import vitexplain.statistics.RankCorrelation;

/**
 * The golden files of metrics must reject wrong formulas that are easy to write: each stands here
 * beside the right one, which the same comparison accepts. A softmax left out before them is killed
 * in RunMutantsTest, since these files begin after it.
 */
class MetricMutantsTest {

  @Test
  void aThresholdThatIsReachedInsteadOfPassedIsKilled() {
    for (SegmentationMetric metric : Metrics.family(SegmentationMetric.class)) {
      assertThat(accepted(metric.name(), g -> segmentation(metric, g, false))).isTrue();
      assertThat(accepted(metric.name(), g -> segmentation(metric, g, true))).isFalse();
    }
  }

  @Test
  void aCurveWithoutItsUntouchedPointIsKilled() {
    assertThat(accepted("deletion_auc", g -> area(g, "most", 0))).isTrue();
    assertThat(accepted("deletion_auc", g -> area(g, "most", 1))).isFalse();
    assertThat(accepted("insertion_auc", g -> area(g, "least", 0))).isTrue();
    assertThat(accepted("insertion_auc", g -> area(g, "least", 1))).isFalse();
  }

  @Test
  void anEarlyAreaCutAtALevelOrNotNormalisedIsKilled() {
    assertThat(accepted("deletion_30", g -> curve(g, "most").areaUpTo(0.3) / 0.3)).isTrue();
    assertThat(accepted("deletion_30", g -> curve(g, "most").areaUpTo(0.3))).isFalse();
    assertThat(accepted("deletion_30", g -> stepped(g, "most", 0.3) / 0.3)).isFalse();
    assertThat(accepted("insertion_30", g -> curve(g, "least").areaUpTo(0.3) / 0.3)).isTrue();
    assertThat(accepted("insertion_30", g -> stepped(g, "least", 0.3) / 0.3)).isFalse();
  }

  @Test
  void singleDeletionWithoutSignsAgainstTheSmallerDropOrLinearIsKilled() {
    assertThat(accepted("single_deletion", g -> spearman(g, x -> x, 1))).isTrue();
    assertThat(accepted("single_deletion", g -> spearman(g, Math::abs, 1))).isFalse();
    assertThat(accepted("single_deletion", g -> spearman(g, x -> x, -1))).isFalse();
    assertThat(
            accepted(
                "single_deletion",
                g -> new PearsonsCorrelation().correlation(g.numbers("sums"), g.numbers("drops"))))
        .isFalse();
  }

  @Test
  void saCoThatCountsTiesAgainstTheMapOrPairsAlikeIsKilled() {
    assertThat(accepted("saco", g -> saco(g, (a, b) -> a >= b, s -> s))).isTrue();
    assertThat(accepted("saco", g -> saco(g, (a, b) -> a > b, s -> s))).isFalse();
    assertThat(accepted("saco", g -> saco(g, (a, b) -> a <= b, s -> s))).isFalse();
    assertThat(accepted("saco", g -> saco(g, (a, b) -> a >= b, Math::signum))).isFalse();
    assertThat(accepted("saco", g -> saco(g, (a, b) -> a >= b, Math::abs))).isFalse();
  }

  @Test
  void swappedOrdersOfRemovalAreKilled() {
    for (CurveMetric metric :
        new CurveMetric[] {
          Faithfulness.DELETION_AUC,
          Faithfulness.INSERTION_AUC,
          Faithfulness.SRG,
          Faithfulness.DELETION_30,
          Faithfulness.INSERTION_30
        }) {
      assertThat(accepted(metric.name(), g -> of(metric, g, "least", "most"))).isTrue();
      assertThat(accepted(metric.name(), g -> of(metric, g, "most", "least"))).isFalse();
    }
  }

  @Test
  void aScoreThatStaysCountedAsARiseIsKilled() {
    assertThat(accepted("avg_increase", g -> g.number("o") > g.number("y") ? 100 : 0)).isTrue();
    assertThat(accepted("avg_increase", g -> g.number("o") >= g.number("y") ? 100 : 0)).isFalse();
  }

  @Test
  void anErrorWithASignOrOfTheSizesAloneIsKilled() {
    String name = "completeness_error";
    assertThat(accepted(name, g -> Math.abs(g.number("rise") - g.number("sum")))).isTrue();
    assertThat(accepted(name, g -> g.number("rise") - g.number("sum"))).isFalse();
    assertThat(accepted(name, g -> Math.abs(g.number("rise") + g.number("sum")))).isFalse();
    assertThat(
            accepted(name, g -> Math.abs(Math.abs(g.number("rise")) - Math.abs(g.number("sum")))))
        .isFalse();
  }

  @Test
  void averagePrecisionThatTakesTiesApartIsKilled() {
    assertThat(accepted("ap_fg", g -> AveragePrecision.of(g.map(), g.mask()))).isTrue();
    assertThat(accepted("ap_fg", MetricMutantsTest::tiesApart)).isFalse();
  }

  /** Whether every case of a golden file agrees, as the golden test asks for. */
  private static boolean accepted(String name, ToDoubleFunction<Golden> formula) {
    return Golden.read(name).stream()
        .allMatch(
            golden -> {
              double expected = golden.number("expected");
              double actual = formula.applyAsDouble(golden);
              return Double.isNaN(expected)
                  ? Double.isNaN(actual)
                  : Math.abs(actual - expected) <= Golden.TOLERANCE;
            });
  }

  private static double segmentation(SegmentationMetric metric, Golden golden, boolean reached) {
    float threshold = (float) golden.number("threshold");
    return metric.of(
        Confusion.of(golden.map(), golden.mask(), reached ? Math.nextDown(threshold) : threshold));
  }

  private static double of(CurveMetric metric, Golden golden, String first, String second) {
    return metric.of(curve(golden, first), curve(golden, second));
  }

  private static Curve curve(Golden golden, String which) {
    return new Curve(Scale.PROBABILITY, golden.numbers("levels"), golden.numbers(which));
  }

  /** Trapezoid area up to the last point before a level, and the rest at its height. */
  private static double stepped(Golden golden, String which, double end) {
    double[] levels = golden.numbers("levels");
    double[] values = golden.numbers(which);
    double area = 0;
    int i = 1;
    for (; i < levels.length && levels[i] <= end; i++) {
      area += (levels[i] - levels[i - 1]) * (values[i] + values[i - 1]) / 2;
    }
    return area + (end - levels[i - 1]) * values[i - 1];
  }

  private static double spearman(Golden golden, DoubleUnaryOperator ofSums, double ofDrops) {
    return RankCorrelation.spearman(
        Arrays.stream(golden.numbers("sums")).map(ofSums).toArray(),
        Arrays.stream(golden.numbers("drops")).map(drop -> ofDrops * drop).toArray());
  }

  private static double saco(
      Golden golden, BiPredicate<Double, Double> agree, DoubleUnaryOperator weight) {
    double[] sums = golden.numbers("sums");
    double[] drops = golden.numbers("drops");
    double signed = 0;
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      for (int j = i + 1; j < sums.length; j++) {
        double w = weight.applyAsDouble(sums[i] - sums[j]);
        signed += agree.test(drops[i], drops[j]) ? w : -w;
        total += Math.abs(w);
      }
    }
    return signed / total;
  }

  /** Trapezoid area from a point on, over the length that is left. */
  private static double area(Golden golden, String which, int from) {
    double[] levels = golden.numbers("levels");
    double[] values = golden.numbers(which);
    double area = 0;
    for (int i = from + 1; i < levels.length; i++) {
      area += (levels[i] - levels[i - 1]) * (values[i] + values[i - 1]) / 2;
    }
    return area / (1 - levels[from]);
  }

  private static double tiesApart(Golden golden) {
    int[] order = Ranking.of(golden.map()).order();
    boolean[] mask = golden.mask();
    double sum = 0;
    int positives = 0;
    for (int i = 0; i < order.length; i++) {
      if (mask[order[i]]) {
        positives++;
        sum += (double) positives / (i + 1);
      }
    }
    return positives == 0 ? Double.NaN : sum / Arrays.stream(order).filter(i -> mask[i]).count();
  }
}
