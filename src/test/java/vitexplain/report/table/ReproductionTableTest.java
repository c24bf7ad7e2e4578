package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.chart.Plot;
import vitexplain.report.figure.PublishedFigure;
import vitexplain.report.results.Results;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ReproductionRow;

/** Published numbers beside ours, in tables and figures. */
class ReproductionTableTest {
  private static final double NONE = Double.NaN;

  private static ReproductionRow row(
      String method, String metric, String target, double published, double measured) {
    return new ReproductionRow(
        "chefer-segmentation",
        method,
        metric,
        target,
        published,
        measured,
        measured - published,
        16,
        Double.isNaN(published) ? "" : "a paper; and another",
        20,
        "16 of 20; " + (metric.equals("miou") ? "special" : "usual"));
  }

  private static final List<ReproductionRow> ROWS =
      List.of(
          row("rollout", "pixel_acc", "predicted", 73.54, 73.5),
          row("rollout", "miou", "predicted", 55.42, 57.003),
          row("legrad", "pixel_acc", "predicted", NONE, 80.5));

  @Test
  void everyNumberHasItsNotesByNumber() {
    ReproductionTable table = ReproductionTable.of(ROWS).get(0);
    assertThat(table.header())
        .containsExactly(
            "method", "metric", "published", "measured", "difference", "pictures", "notes");
    assertThat(table.rows())
        .containsExactly(
            List.of("rollout", "pixel accuracy", "73.54", "73.50", "−0.04", "16 of 20", "1 2 3"),
            List.of("rollout", "mIoU", "55.42", "57.00", "+1.58", "16 of 20", "1 2 4"),
            List.of("legrad", "pixel accuracy", "–", "80.50", "–", "16 of 20", "2 3"));
    assertThat(table.numbered())
        .containsExactly(
            "1: published in a paper, and another", "2: 16 of 20", "3: usual", "4: special");
    assertThat(table.table().caption())
        .isEqualTo(
            "chefer-segmentation: published numbers and ours, in per cent. 1: published in a"
                + " paper, and another. 2: 16 of 20. 3: usual. 4: special.");
    assertThat(Latex.of(table.table())).contains("\\midrule\nrollout & pixel accuracy & 73.54");
  }

  @Test
  void targetsHaveAColumnWhereThereAreSeveral() {
    ReproductionTable table =
        ReproductionTable.of(
                List.of(
                    row("rollout", "positive", "predicted", 1, 2),
                    row("rollout", "positive", "label", NONE, 2)))
            .get(0);
    assertThat(table.header()).contains("target");
    assertThat(table.rows())
        .extracting(cells -> cells.get(2))
        .containsExactly("predicted", "label");
  }

  @Test
  void whatEveryRowHasIsSaidOfAll() {
    assertThat(ReproductionTable.common(ROWS)).containsExactly("16 of 20");
  }

  /** One plot a metric; a method without a published number has no row. */
  @Test
  void plotsShowThePublishedNumbersOnly(@TempDir Path root) {
    RunFolder folder = new RunFolder(root);
    folder.table(ReproductionRow.SCHEMA).write(ROWS);
    List<Plot> plots = new PublishedFigure().plots(Results.of(folder));
    assertThat(plots)
        .extracting(Plot::name)
        .containsExactly(
            "published-chefer-segmentation-predicted-pixel-acc",
            "published-chefer-segmentation-predicted-miou");
    assertThat(plots.get(0).rows()).contains(List.of("rollout"));
    assertThat(plots.get(0).caption()).contains("Grey circle: published.", "16 of 20. Usual.");
  }

  @Test
  void rowsAreReadAsTheyWereWritten(@TempDir Path root) {
    RunFolder folder = new RunFolder(root);
    folder.table(ReproductionRow.SCHEMA).write(ROWS);
    assertThat(folder.table(ReproductionRow.SCHEMA).read()).isEqualTo(ROWS);
    assertThat(new PublishedFigure().plots(Results.of(new RunFolder(root.resolve("none")))))
        .isEmpty();
  }
}
