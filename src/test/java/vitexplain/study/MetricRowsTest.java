package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.Metric;
import vitexplain.run.row.MetricRow;

class MetricRowsTest {

  @Test
  void everyRegisteredMetricHasAFamilyAndItsOwnWords() {
    List<MetricRow> rows = MetricRows.of(SmallStudy.plan());
    assertThat(rows)
        .filteredOn(row -> !row.family().equals(MetricRow.CURVE))
        .extracting(MetricRow::metric)
        .isEqualTo(Metrics.all().stream().map(Metric::name).toList());
    assertThat(rows)
        .filteredOn(row -> row.family().equals(MetricRow.CURVE))
        .extracting(MetricRow::metric)
        .containsExactly("morf", "lerf", "morf_logit", "lerf_logit");
    assertThat(rows)
        .filteredOn(row -> row.metric().equals("f1_fg"))
        .extracting(MetricRow::family, MetricRow::direction)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("segmentation", "higher is better"));
  }
}
