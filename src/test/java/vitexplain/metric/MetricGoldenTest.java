package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.GridMetric;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.kind.ShareMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.metric.kind.SubsetMetric;

/** Every registered metric agrees with its golden file {@code golden/metrics/NAME.json}. */
@ExtendWith(AgreementReport.class)
class MetricGoldenTest {

  static Stream<Metric> metrics() {
    return Metrics.all().stream();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void everyRegisteredMetricAgreesWithItsGoldenFile(Metric metric, Agreement agreement) {
    List<Golden> cases = Golden.read(metric.name());
    assertThat(cases).hasSizeGreaterThanOrEqualTo(5);
    for (Golden golden : cases) {
      agreement.close(
          "metrics: every registered one, " + metric.getClass().getSimpleName(),
          Golden.TOLERANCE,
          metric.name() + " " + golden.node(),
          value(metric, golden),
          golden.number("expected"));
    }
  }

  private static double value(Metric metric, Golden golden) {
    if (metric instanceof SegmentationMetric m) {
      float threshold = (float) golden.number("threshold");
      return m.of(Confusion.of(golden.map(), golden.mask(), threshold));
    }
    if (metric instanceof MaskMetric m) {
      return m.of(golden.map(), golden.mask(), (int) golden.number("width"));
    }
    if (metric instanceof GridMetric m) {
      return m.of(golden.map());
    }
    if (metric instanceof ShareMetric m) {
      return m.of(
          curve(golden, "least", Scale.PROBABILITY),
          curve(golden, "most", Scale.PROBABILITY),
          golden.number("q"));
    }
    if (metric instanceof ChangeMetric m) {
      return m.of(golden.number("y"), golden.number("o"));
    }
    if (metric instanceof SubsetMetric m) {
      return m.of(golden.numbers("sums"), golden.numbers("drops"));
    }
    if (metric instanceof StabilityMetric m) {
      return m.of(golden.map(), golden.maps("noisy"));
    }
    if (metric instanceof SanityMetric m) {
      return m.of(golden.map(), golden.map("changed"));
    }
    CurveMetric m = (CurveMetric) metric;
    Scale scale = m.protocol().scale();
    return m.of(curve(golden, "least", scale), curve(golden, "most", scale));
  }

  private static Curve curve(Golden golden, String which, Scale scale) {
    return new Curve(scale, golden.numbers("levels"), golden.numbers(which));
  }
}
