package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vitexplain.base.Refusal;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.Direction;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.MetricInfo;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.kind.ShareMetric;
import vitexplain.metric.localisation.AveragePrecision;
import vitexplain.statistics.ValueRange;

class MetricsTest {

  @Test
  void namesAreUniqueAndFindTheirMetric() {
    assertThat(Metrics.all()).extracting(Metric::name).doesNotHaveDuplicates();
    for (Metric metric : Metrics.all()) {
      assertThat(Metrics.named(metric.name())).isSameAs(metric);
    }
  }

  @Test
  void everyMetricSaysWhatItIsAndWhereItComesFrom() {
    for (Metric metric : Metrics.all()) {
      assertThat(metric.info().definition()).isNotBlank().doesNotContain("\n");
      assertThat(metric.info().source()).isNotBlank();
      assertThat(metric.info().chance().text()).isNotBlank();
      assertThat(metric.info().direction().text()).isNotBlank();
    }
  }

  @Test
  void everyMetricDeclaredInThePackageHasItsRegistryLine() {
    List<Object> declared =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("vitexplain.metric")
                .stream()
                .flatMap(type -> Arrays.stream(type.reflect().getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> Metric.class.isAssignableFrom(field.getType()))
                .map(MetricsTest::valueOf)
                .toList();
    assertThat(declared).containsExactlyInAnyOrderElementsOf(Metrics.all());
  }

  private static Object valueOf(Field constant) {
    try {
      return constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(constant + " is hidden; a metric is declared public", e);
    }
  }

  @Test
  void familiesShareOutTheMetrics() {
    int sum =
        Stream.of(Metric.class.getPermittedSubclasses())
            .mapToInt(family -> Metrics.family(family.asSubclass(Metric.class)).size())
            .sum();
    assertThat(sum).isEqualTo(Metrics.all().size());
    assertThat(Metrics.family(ShareMetric.class))
        .extracting(Metric::name)
        .containsExactly("comprehensiveness", "sufficiency");
  }

  @Test
  void unknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Metrics.named("iou"))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("metric 'iou' is unknown. ")
        .hasMessageEndingWith("Did you mean 'miou' or 'iou_fg' or 'iou_bg'?");
  }

  @Test
  void chanceOfSegmentationIsTheMetricOfTheExpectedCounts() {
    long pixels = 1_000_000;
    for (double f : new double[] {0.05, 0.3, 0.9}) {
      for (double s : new double[] {0.1, 0.5, 0.95}) {
        Confusion expected =
            Confusion.of(
                Math.round(f * s * pixels), Math.round(s * pixels), Math.round(f * pixels), pixels);
        for (SegmentationMetric metric : Metrics.family(SegmentationMetric.class)) {
          assertThat(metric.info().chance().value(f, s))
              .as("%s at f = %s, s = %s", metric.name(), f, s)
              .isCloseTo(metric.of(expected), within(1e-6)); // counts are rounded to one in 1e6
        }
      }
    }
  }

  @Test
  void chanceOfOthersIsAShareANumberOrUnknown() {
    assertThat(AveragePrecision.FOREGROUND.info().chance().value(0.2, 0.5)).isEqualTo(0.2);
    assertThat(AveragePrecision.TWO_CHANNEL.info().chance().value(0.2, 0.5)).isEqualTo(0.5);
    assertThat(AveragePrecision.TWO_CHANNEL.info().chance().text()).isEqualTo("0.50");
    assertThat(Faithfulness.DELETION_AUC.info().chance().value(0.2, 0.5)).isNaN();
    assertThatThrownBy(() -> Chance.FOREGROUND_SHARE.value(20, 0.5))
        .hasMessageContaining("foreground share 20.0");
  }

  @Test
  void nameWithOtherCharactersIsRefused() {
    assertThatThrownBy(
            () ->
                new MetricInfo(
                    "My-Metric", Direction.DESCRIPTOR, Chance.NONE, ValueRange.ANY, "", ""))
        .hasMessageContaining("My-Metric");
  }
}
