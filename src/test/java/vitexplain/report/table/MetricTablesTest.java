package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.Described;
import vitexplain.report.results.Family;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.RunFolder;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

class MetricTablesTest {
  private static final double NONE = Double.NaN;

  @TempDir Path scratch;

  private final List<SummaryRow> rows = new ArrayList<>();

  private void value(String method, String metric, String fill, String level, double v, int n) {
    rows.add(new SummaryRow(method, metric, fill, level, v, v - .1, v + .1, n, NONE));
  }

  private void ofTrueClass(String method, String metric, double v, int n) {
    rows.add(
        new SummaryRow(
            method,
            metric,
            SampleRow.LABEL,
            SummaryRow.MACRO,
            "",
            "",
            "",
            v,
            v - .1,
            v + .1,
            n,
            NONE));
  }

  private List<PaperTable> tables(Family family, MetricRow... described) {
    RunFolder folder = new RunFolder(scratch);
    folder.table(SummaryRow.SCHEMA).write(rows);
    Described.methods(folder);
    folder.table(MetricRow.SCHEMA).write(List.of(described));
    return new MetricTables(Results.of(folder)).of(family);
  }

  private static MetricRow metric(String name, String family, String direction) {
    return new MetricRow(
        name, family, direction, "the random control row", "a share", "a paper", "", 0);
  }

  @Test
  void metricsThatTellNoMethodFromTheRandomControlStandApart() {
    for (String fill : List.of("drop", "blur")) {
      value("random", "infidelity", fill, "", .50, 8);
      value("legrad", "infidelity", fill, "", .45, 8);
      value("rollout", "infidelity", fill, "", .55, 8);
      value("random", "mufidelity", fill, "", 0, 8);
      value("legrad", "mufidelity", fill, "", .6, 8);
      value("rollout", "mufidelity", fill, "", .1, 8);
    }
    List<PaperTable> tables =
        tables(
            Family.FIDELITY,
            metric("infidelity", "fidelity", "lower is better"),
            metric("mufidelity", "fidelity", "higher is better"));
    assertThat(tables).filteredOn(MetricTables::tellsNone).hasSize(1);
    PaperTable silent = tables.get(tables.size() - 1);
    assertThat(silent.name()).isEqualTo("fidelity-like-random");
    assertThat(silent.header()).anyMatch(h -> h.startsWith("infidelity")).hasSize(3);
    assertThat(tables.get(0).header()).noneMatch(header -> header.startsWith("infidelity"));
  }

  @Test
  void aMetricThatTellsAMethodApartWithOneFillStaysWhole() {
    for (String fill : List.of("drop", "blur")) {
      value("random", "infidelity", fill, "", .50, 8);
      value("legrad", "infidelity", fill, "", fill.equals("drop") ? .1 : .45, 8);
    }
    assertThat(tables(Family.FIDELITY, metric("infidelity", "fidelity", "lower is better")))
        .isNotEmpty()
        .noneMatch(MetricTables::tellsNone);
  }

  @Test
  void withoutIntervalsNothingIsSaidOfChance() {
    for (String method : List.of("random", "legrad")) {
      rows.add(new SummaryRow(method, "infidelity", "", "", .5, NONE, NONE, 2, NONE));
    }
    assertThat(tables(Family.FIDELITY, metric("infidelity", "fidelity", "lower is better")))
        .noneMatch(MetricTables::tellsNone);
  }

  @Test
  void thePrimaryNumberIsNeverSetBack() {
    value("random", "srg", "drop", "", 0, 8);
    value("legrad", "srg", "drop", "", .01, 8);
    assertThat(tables(Family.REMOVAL, metric("srg", "removal", "higher is better")))
        .isNotEmpty()
        .noneMatch(MetricTables::tellsNone);
  }

  @Test
  void unheardOfMetricAppearsWithDirectionChanceAndCounts() {
    value("random", "new_metric", "", "", 2, 7);
    value("legrad", "new_metric", "", "", 3, 8);
    value("rollout", "new_metric", "", "", NONE, 0);
    ofTrueClass("legrad", "new_metric", 4, 6);
    PaperTable table =
        tables(Family.FIDELITY, metric("new_metric", "fidelity", "lower is better")).get(0);
    assertThat(table.header())
        .containsExactly("method", "new_metric\u00a0↓", "new_metric, true class\u00a0↓");
    assertThat(table.rows())
        .containsExactly(
            List.of("legrad", "3.000 [2.900, 3.100]", "4.000 [3.900, 4.100]"),
            List.of("random (control)", "2.000 [1.900, 2.100]", Format.NONE),
            List.of("chance", "row random", "row random"),
            List.of("n (images)", "7–8", "6"));
    assertThat(table.muted()).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(table.caption()).contains("new_metric: a share.");
  }

  @Test
  void aMetricThatIsNotDescribedIsStillShownAndPointsOfCurvesAreNot() {
    value("legrad", "new_metric", "", "", 3, 8);
    value("legrad", "morf", "drop", "0.50", .3, 8);
    assertThat(tables(Family.OTHER, metric("morf", MetricRow.CURVE, "descriptor")))
        .extracting(PaperTable::name)
        .containsExactly("other-new-metric");
  }

  @Test
  void sweepIsQuotedAtItsMiddleAndAtNamedThresholds() {
    for (int i = 0; i <= 20; i++) {
      value("legrad", "iou_fg", "", String.format(java.util.Locale.ROOT, "%.2f", i / 20.0), .3, 8);
    }
    value("legrad", "iou_fg", "", "mean", .4, 8);
    assertThat(tables(Family.SEGMENTATION, metric("iou_fg", "segmentation", "higher is better")))
        .extracting(PaperTable::name)
        .containsExactly("segmentation-0-50", "segmentation-mean");
  }

  @Test
  void fillsOfOneMetricStandBesideEachOther() {
    for (String fill : List.of("drop", "blur")) {
      value("legrad", "deletion_auc", fill, "", .4, 8);
      value("legrad", "srg", fill, "", .4, 8);
    }
    List<PaperTable> tables =
        tables(
            Family.REMOVAL,
            metric("deletion_auc", "removal", "lower is better"),
            metric("srg", "removal", "higher is better"));
    assertThat(tables)
        .extracting(PaperTable::name)
        .containsExactly("removal-srg", "removal-deletion-auc");
    assertThat(tables.get(1).header()).containsExactly("method", "drop\u00a0↓", "blur\u00a0↓");
  }

  @Test
  void columnThatRepeatsAnotherIsLeftOutAndNamed() {
    for (String metric : List.of("a", "b")) {
      value("random", metric, "", "", 2, 7);
      value("legrad", metric, "", "", 3, 8);
      ofTrueClass("random", metric, 2, 7);
      ofTrueClass("legrad", metric, metric.equals("b") ? 4 : 3, 8);
    }
    PaperTable table =
        tables(
                Family.FIDELITY,
                metric("a", "fidelity", "lower is better"),
                metric("b", "fidelity", "lower is better"))
            .get(0);
    assertThat(table.header())
        .containsExactly("method", "a\u00a0↓", "b\u00a0↓", "b, true class\u00a0↓");
    assertThat(table.caption())
        .contains("Left out, as every number is the same as without it: a, true class.");
  }

  @Test
  void captionNamesMethodsThatANumberDoesNotPutAboveTheRandomControl() {
    value("random", "a", "", "", 2, 7);
    value("legrad", "a", "", "", 2.1, 8);
    value("rollout", "a", "", "", 5, 8);
    value("chefer", "a", "", "", 1, 8);
    assertThat(tables(Family.FIDELITY, metric("a", "fidelity", "lower is better")).get(0).caption())
        .contains("worse side): a: legrad, rollout.");
    rows.removeIf(row -> row.method().matches("legrad|rollout"));
    assertThat(tables(Family.FIDELITY, metric("a", "fidelity", "lower is better")).get(0).caption())
        .doesNotContain("Not shown");
  }
}
