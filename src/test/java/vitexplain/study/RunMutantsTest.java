package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.run.row.SampleRow;
import vitexplain.study.unit.Explanation;

/**
 * The golden run must reject wrong ways from logits to metrics that are easy to write: each stands
 * here beside the right one, which the same comparison accepts.
 */
class RunMutantsTest {
  /** As loose as the comparison of the whole run ever is. */
  private static final double TOLERANCE = 1e-9;

  private static final List<CurveMetric> AREAS =
      List.of(Faithfulness.DELETION_AUC, Faithfulness.INSERTION_AUC, Faithfulness.SRG);

  @TempDir private static Path temporary;

  /** Rows of the predicted class by image, method and fill: one pair of curves each. */
  private static Map<List<String>, List<SampleRow>> curves;

  @BeforeAll
  static void read() {
    curves =
        GoldenRun.read(temporary).samples().stream()
            .filter(row -> !row.fill().isEmpty() && row.target().equals(Explanation.PREDICTED))
            .collect(Collectors.groupingBy(r -> List.of(r.image(), r.method(), r.fill())));
    assertThat(curves).isNotEmpty();
  }

  @Test
  void aSoftmaxLeftOutIsKilled() {
    for (CurveMetric metric : AREAS) {
      assertThat(accepted(metric, rows -> area(metric, rows, "lerf", "morf"))).isTrue();
      assertThat(accepted(metric, rows -> area(metric, rows, "lerf_logit", "morf_logit")))
          .isFalse();
    }
  }

  @Test
  void swappedOrdersOfRemovalAreKilled() {
    for (CurveMetric metric : AREAS) {
      assertThat(accepted(metric, rows -> area(metric, rows, "morf", "lerf"))).isFalse();
    }
  }

  /** Whether every pair of curves gives the value that stands in the golden run. */
  private static boolean accepted(CurveMetric metric, Function<List<SampleRow>, Double> formula) {
    return curves.values().stream()
        .filter(rows -> rows.stream().anyMatch(row -> row.metric().equals(metric.name())))
        .allMatch(
            rows -> {
              double expected = values(rows, metric.name())[0];
              return Math.abs(formula.apply(rows) - expected) <= TOLERANCE;
            });
  }

  private static double area(CurveMetric metric, List<SampleRow> rows, String least, String most) {
    return metric.of(curve(rows, least), curve(rows, most));
  }

  private static Curve curve(List<SampleRow> rows, String name) {
    double[] levels =
        rows.stream()
            .filter(row -> row.metric().equals(name))
            .mapToDouble(row -> Double.parseDouble(row.level()))
            .toArray();
    Scale scale = name.endsWith("_logit") ? Scale.LOGIT : Scale.PROBABILITY;
    return new Curve(scale, levels, values(rows, name));
  }

  private static double[] values(List<SampleRow> rows, String name) {
    return rows.stream()
        .filter(row -> row.metric().equals(name))
        .mapToDouble(SampleRow::value)
        .toArray();
  }
}
