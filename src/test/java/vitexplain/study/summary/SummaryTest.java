package vitexplain.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;

/** Means by hand from rows by hand. */
class SummaryTest {
  private static final double ROUNDING = 1e-12;

  private static final StudyPlan PLAN =
      new StudyPlan(
          List.of(Methods.named("legrad"), Methods.named("random"), Methods.named("random:seed=1")),
          List.of(Metrics.named("srg"), Metrics.named("pixel_acc"), Metrics.named("iou_fg")),
          List.of(Fill.MEAN),
          StudyPlan.steps(2),
          1,
          1);

  @TempDir Path folder;

  private final List<SampleRow> samples = new ArrayList<>();
  private final List<ConfusionRow> confusion = new ArrayList<>();

  @Test
  void meanIsOverImagesAndUndefinedValuesAreLeftOutAndCounted() {
    sample("a", "legrad", 0.2);
    sample("b", "legrad", 0.6);
    sample("c", "legrad", Double.NaN);
    SummaryRow row = only("legrad", "srg");
    assertThat(row.mean()).isCloseTo(0.4, within(ROUNDING));
    assertThat(row.n()).isEqualTo(2);
    assertThat(row.chance()).isZero();
    assertThat(row.fill()).isEqualTo("mean");
  }

  @Test
  void intervalNeedsFourImagesAndEndsWithinTheMetricsRange() {
    sample("a", "legrad", 0.2);
    sample("b", "legrad", 0.6);
    sample("c", "legrad", 0.9);
    assertThat(only("legrad", "srg").ciLow()).isNaN();
    assertThat(only("legrad", "srg").ciHigh()).isNaN();
    sample("d", "legrad", 0.95);
    assertThat(only("legrad", "srg").ciLow()).isBetween(-1.0, 0.6);
    assertThat(only("legrad", "srg").ciHigh()).isBetween(0.7, 1.0);
  }

  @Test
  void imagesThatTheModelHasRightAreSummarisedOnceMore() {
    sample("a", "legrad", 0.2);
    sample("b", "legrad", 0.6);
    sample("c", "legrad", 1);
    RunFolder run = new RunFolder(folder);
    run.table(ImageRow.SCHEMA).write(List.of(image("a", 1, 1), image("b", 1, 0), image("c", 2, 2)));
    assertThat(only("legrad", "srg").mean()).isCloseTo(0.6, within(ROUNDING));
    List<SummaryRow> correct = run.table(SummaryRow.CORRECT).read();
    assertThat(correct).hasSize(1);
    assertThat(correct.get(0).mean()).isCloseTo(0.6, within(ROUNDING));
    assertThat(correct.get(0).n()).isEqualTo(2);
    run.table(ImageRow.SCHEMA).write(List.of(image("a", 1, 0), image("b", 1, 1), image("c", 2, 2)));
    summary();
    assertThat(run.table(SummaryRow.CORRECT).read().get(0).mean()).isCloseTo(0.8, within(ROUNDING));
  }

  @Test
  void whereAllOrNoneAreRightThereIsNothingToRepeat() {
    sample("a", "legrad", 0.2);
    sample("b", "legrad", 0.6);
    RunFolder run = new RunFolder(folder);
    for (int predicted : new int[] {0, 1}) {
      run.table(ImageRow.SCHEMA).write(List.of(image("a", 1, predicted), image("b", 1, predicted)));
      summary();
      assertThat(run.table(SummaryRow.CORRECT).read()).isEmpty();
    }
  }

  private static ImageRow image(String name, int label, int predicted) {
    return ImageRow.of(name, "", "", 9, 9, OptionalInt.of(label)).answered(predicted, "", 1, "");
  }

  @Test
  void seedsOfOneMethodAreOneRowOfPerImageMeans() {
    sample("a", "random", 0.1);
    sample("a", "random:seed=1", 0.3);
    sample("b", "random", 0.5);
    sample("b", "random:seed=1", 0.7);
    SummaryRow row = only("random", "srg");
    assertThat(row.mean()).isCloseTo(0.4, within(ROUNDING));
    assertThat(row.n()).isEqualTo(2);
    assertThat(summary()).extracting(SummaryRow::method).containsOnly("random");
  }

  @Test
  void macroIsTheMeanOfImagesAndMicroPoolsTheirPixels() {
    sample("small", "legrad", 0);
    sample("large", "legrad", 0);
    confusion.add(new ConfusionRow("small", "legrad", "predicted", "0.50", 5, 0, 0, 5));
    confusion.add(new ConfusionRow("large", "legrad", "predicted", "0.50", 10, 30, 20, 40));
    assertThat(only("legrad", "pixel_acc").mean()).isCloseTo((1 + 0.5) / 2, within(ROUNDING));
    assertThat(pooled("legrad", "pixel_acc").mean()).isCloseTo(60 / 110.0, within(ROUNDING));
    assertThat(only("legrad", "iou_fg").mean()).isCloseTo((1 + 10 / 60.0) / 2, within(ROUNDING));
    assertThat(pooled("legrad", "iou_fg").mean()).isCloseTo(15 / 65.0, within(ROUNDING));
    assertThat(pooled("legrad", "iou_fg").level()).isEqualTo("0.50");
  }

  @Test
  void anEmptyUnionCountsNeitherAsZeroNorAsOne() {
    sample("empty", "legrad", 0);
    sample("full", "legrad", 0);
    confusion.add(new ConfusionRow("empty", "legrad", "predicted", "0.50", 0, 0, 0, 10));
    confusion.add(new ConfusionRow("full", "legrad", "predicted", "0.50", 3, 3, 3, 1));
    SummaryRow row = only("legrad", "iou_fg");
    assertThat(row.mean()).isCloseTo(1 / 3.0, within(ROUNDING));
    assertThat(row.n()).isEqualTo(1);
  }

  /** As stored when only metrics of whole maps are asked for: the masks' pixels, no threshold's. */
  @Test
  void chanceIsOverExactlyTheImagesThatTheValueCounts() {
    sample("object", "legrad", "ap_fg", 0.9);
    sample("empty", "legrad", "ap_fg", Double.NaN);
    sample("no mask", "legrad", 0.3);
    sample("object", "legrad", "relevance_mass", 0.4);
    sample("empty", "legrad", "relevance_mass", 0);
    sample("object", "legrad", "ap_2ch", 0.9);
    confusion.add(new ConfusionRow("object", "all-foreground", "predicted", "0.50", 5, 11, 0, 0));
    confusion.add(new ConfusionRow("empty", "all-foreground", "predicted", "0.50", 0, 16, 0, 0));
    assertThat(only("legrad", "ap_fg").chance()).isEqualTo(0.3125);
    assertThat(only("legrad", "relevance_mass").chance()).isEqualTo(0.3125 / 2);
    assertThat(only("legrad", "ap_2ch").chance()).isEqualTo(0.5);
    assertThat(only("legrad", "srg").chance()).isZero();
  }

  @Test
  void chanceIsUnknownWhereTheForegroundOfACountedImageIs() {
    sample("known", "legrad", "ap_fg", 0.9);
    sample("unknown", "legrad", "ap_fg", 0.8);
    confusion.add(new ConfusionRow("known", "all-foreground", "predicted", "0.50", 5, 11, 0, 0));
    assertThat(only("legrad", "ap_fg").chance()).isNaN();
  }

  @Test
  void chanceOfThresholdedMapsLeavesOutImagesWithoutAValue() {
    sample("empty", "legrad", 0);
    sample("full", "legrad", 0);
    confusion.add(new ConfusionRow("empty", "legrad", "predicted", "0.50", 0, 0, 0, 16));
    confusion.add(new ConfusionRow("full", "legrad", "predicted", "0.50", 4, 4, 4, 4));
    // Half predicted, half foreground: a quarter of the pixels in both, three quarters in either.
    assertThat(only("legrad", "iou_fg").chance()).isCloseTo(1 / 3.0, within(ROUNDING));
    assertThat(only("legrad", "pixel_acc").chance()).isCloseTo((1 + 0.5) / 2, within(ROUNDING));
  }

  @Test
  void chanceOfPooledPixelsPoolsThePixelsOfRandomMaps() {
    sample("small", "legrad", 0);
    sample("large", "legrad", 0);
    confusion.add(new ConfusionRow("small", "legrad", "predicted", "0.50", 4, 4, 4, 4));
    confusion.add(new ConfusionRow("large", "legrad", "predicted", "0.50", 10, 30, 0, 60));
    // Random maps of equal shares: 4 of the 8 and 4 of the 10 pixels of foreground are hit.
    assertThat(pooled("legrad", "iou_fg").chance())
        .isCloseTo((4 + 4) / (12.0 + 46), within(ROUNDING));
    assertThat(only("legrad", "iou_fg").chance())
        .isCloseTo((4 / 12.0 + 4 / 46.0) / 2, within(ROUNDING));
    assertThat(pooled("legrad", "pixel_acc").chance())
        .isCloseTo((8 + 58) / 116.0, within(ROUNDING));
  }

  @Test
  void methodsAreComparedOnTheSameImages() {
    sample("a", "legrad", 0.5);
    sample("a", "random", 0.1);
    sample("b", "legrad", 0.9);
    sample("b", "random", 0.3);
    summary();
    List<PairRow> pairs = new RunFolder(folder).table(PairRow.SCHEMA).read();
    assertThat(pairs).extracting(PairRow::question).containsExactly("control");
    assertThat(pairs.get(0).methodA() + " " + pairs.get(0).methodB()).isEqualTo("legrad random");
    assertThat(pairs.get(0).difference()).isCloseTo(0.5, within(ROUNDING));
    assertThat(pairs.get(0).p()).isBetween(0.0, 1.0);
  }

  private void sample(String image, String method, double srg) {
    sample(image, method, "srg", srg);
  }

  private void sample(String image, String method, String metric, double value) {
    String fill = metric.equals("srg") ? "mean" : "";
    String unit = metric.equals("srg") ? "patch" : "";
    samples.add(new SampleRow(image, method, "predicted", metric, fill, unit, "", 0, value, false));
  }

  private SummaryRow only(String method, String metric) {
    return only(method, metric, SummaryRow.MACRO);
  }

  private SummaryRow pooled(String method, String metric) {
    return only(method, metric, SummaryRow.MICRO);
  }

  private SummaryRow only(String method, String metric, String average) {
    List<SummaryRow> found =
        summary().stream()
            .filter(row -> row.method().equals(method) && row.metric().equals(metric))
            .filter(row -> row.average().equals(average))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<SummaryRow> summary() {
    RunFolder run = new RunFolder(folder);
    run.samples().write(samples);
    run.table(ConfusionRow.SCHEMA).write(confusion);
    new Summary(PLAN).write(run, Progress.SILENT);
    return run.table(SummaryRow.SCHEMA).read();
  }
}
