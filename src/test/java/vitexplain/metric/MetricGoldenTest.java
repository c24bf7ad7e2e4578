package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.base.Verified;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.input.Curve;
import vitexplain.metric.input.MosaicCells;
import vitexplain.metric.input.Scale;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.GridMetric;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.kind.ShareMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.metric.kind.SumMetric;

/** Every registered metric agrees with its golden file {@code golden/metrics/NAME.json}. */
@ExtendWith(AgreementReport.class)
class MetricGoldenTest {

  /** A package with its version, such as {@code SciPy 1.17.1}. */
  private static final Pattern VERSION = Pattern.compile("[A-Za-z-]+ \\d+(?:\\.\\d+)+");

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

  /** A printed difference must not be smaller than what is found. */
  @ParameterizedTest
  @MethodSource("metrics")
  void whatTheRegistrySaysOfTheComparisonIsSo(Metric metric) throws IOException {
    Verified verified = Metrics.verified(metric);
    assertThat(verified).isNotEqualTo(Verified.UNVERIFIED);
    double largest = 0;
    for (Golden golden : Golden.read(metric.name())) {
      double difference = Math.abs(value(metric, golden) - golden.number("expected"));
      largest = Math.max(largest, Double.isNaN(difference) ? 0 : difference);
    }
    System.out.printf(Locale.ROOT, "verified: %s | %.1e%n", metric.name(), largest);
    assertThat(largest).isLessThanOrEqualTo(verified.largestDifference());
    assertThat(verified.largestDifference()).isLessThan(Golden.TOLERANCE);
    Matcher version = VERSION.matcher(verified.against());
    assertThat(version.find()).as(verified.against()).isTrue();
    assertThat(Golden.versions().toLowerCase(Locale.ROOT))
        .contains(version.group().toLowerCase(Locale.ROOT));
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
    if (metric instanceof SumMetric m) {
      return m.of(golden.number("rise"), golden.number("sum"));
    }
    if (metric instanceof StabilityMetric m) {
      return m.of(golden.map(), golden.maps("noisy"));
    }
    if (metric instanceof SanityMetric m) {
      return m.of(golden.map(), golden.map("changed"));
    }
    if (metric instanceof MosaicMetric m) {
      return m.of(golden.grid(), cells(golden, m.side()), (int) golden.number("cell"));
    }
    CurveMetric m = (CurveMetric) metric;
    Scale scale = m.protocol().scale();
    return m.of(curve(golden, "least", scale), curve(golden, "most", scale));
  }

  private static MosaicCells cells(Golden golden, int side) {
    int patch = (int) golden.number("patch");
    float[][] grid = golden.grid();
    return new MosaicCells(side, grid.length * patch, grid[0].length * patch);
  }

  private static Curve curve(Golden golden, String which, Scale scale) {
    return new Curve(scale, golden.numbers("levels"), golden.numbers(which));
  }
}
