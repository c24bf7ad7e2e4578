package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Ranking;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.localisation.AveragePrecision;

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
  void swappedOrdersOfRemovalAreKilled() {
    for (CurveMetric metric :
        new CurveMetric[] {
          Faithfulness.DELETION_AUC, Faithfulness.INSERTION_AUC, Faithfulness.SRG
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
    double[] levels = golden.numbers("levels");
    return metric.of(
        new Curve(Scale.PROBABILITY, levels, golden.numbers(first)),
        new Curve(Scale.PROBABILITY, levels, golden.numbers(second)));
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
