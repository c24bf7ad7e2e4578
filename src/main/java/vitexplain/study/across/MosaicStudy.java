package vitexplain.study.across;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vitexplain.base.Progress;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.run.RunFolder;
import vitexplain.run.row.DiscriminationRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MosaicRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.study.plan.StudyPlan;

/**
 * Draws the mosaics of every size, has them explained, and writes {@code mosaics.csv} and {@code
 * discrimination.csv}. Where a size cannot be made, a sentence says why.
 *
 * @param plan its metrics and how many mosaics
 * @param scores explains one
 */
record MosaicStudy(StudyPlan plan, MosaicScores scores) {

  /**
   * Measures and writes.
   *
   * @param images every image of the evaluation
   * @param classes that the model tells apart
   * @return a sentence for each metric
   */
  Map<String, String> write(
      RunFolder folder, List<ImageRow> images, int classes, Progress progress) {
    Map<String, String> notes = new LinkedHashMap<>();
    Map<MosaicMetric, List<Mosaic>> drawn = new LinkedHashMap<>();
    for (MosaicMetric metric : plan.mosaicMetrics()) {
      ConfidentImages confident = ConfidentImages.of(images, metric.cells());
      List<Mosaic> mosaics =
          confident.byClass().size() < metric.cells()
              ? List.of()
              : Mosaic.draw(confident, plan.across().mosaics(), metric.cells(), plan.seed());
      drawn.put(metric, mosaics);
      notes.put(metric.name(), note(metric, confident, mosaics, classes));
    }
    Progress own = progress.next("mosaics", drawn.values().stream().mapToInt(List::size).sum());
    List<MosaicRow> rows = new ArrayList<>();
    for (Map.Entry<MosaicMetric, List<Mosaic>> entry : drawn.entrySet()) {
      for (int i = 0; i < entry.getValue().size(); i++) {
        rows.addAll(scores.rows(entry.getKey(), i, entry.getValue().get(i)));
        own.step(entry.getKey().name());
      }
    }
    folder.table(MosaicRow.SCHEMA).write(rows);
    List<DiscriminationRow> summary = new ArrayList<>();
    drawn.forEach((metric, mosaics) -> summary.addAll(summary(metric, mosaics.size(), rows)));
    folder.table(DiscriminationRow.SCHEMA).write(summary);
    return notes;
  }

  private static String note(
      MosaicMetric metric, ConfidentImages confident, List<Mosaic> mosaics, int classes) {
    int needed = metric.cells();
    if (classes < needed) {
      return String.format(
          Locale.ROOT,
          "Not measured: a mosaic shows %d classes, and the model tells %d apart.",
          needed,
          classes);
    }
    if (mosaics.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "Not measured: a mosaic shows %d classes, and the images that the model is sure of (probability above %.2f, and right where there is a label) are of %d.",
          needed,
          confident.bound(),
          confident.byClass().size());
    }
    long shown =
        mosaics.stream()
            .flatMap(mosaic -> mosaic.images().stream())
            .map(ImageRow::image)
            .distinct()
            .count();
    double usual = ConfidentImages.BOUNDS.get(0);
    return String.format(
        Locale.ROOT,
        "%d mosaics of %d images of %d classes, each predicted with a probability above %.2f%s, and right where there is a label.",
        mosaics.size(),
        shown,
        confident.byClass().size(),
        confident.bound(),
        confident.bound() < usual
            ? String.format(Locale.ROOT, " (above %.2f are too few classes)", usual)
            : "");
  }

  /** Seeds of one method are averaged, then cells, then mosaics. */
  static List<DiscriminationRow> summary(
      MosaicMetric metric, int mosaics, List<MosaicRow> rows, long seed) {
    if (mosaics == 0) {
      return List.of();
    }
    Map<String, List<List<Double>>> byMethod = new LinkedHashMap<>();
    for (MosaicRow row : rows) {
      if (row.metric().equals(metric.name())) {
        List<List<Double>> values =
            byMethod.computeIfAbsent(MethodSeed.without(row.method()), method -> empty(mosaics));
        values.get(row.mosaic()).add(row.value());
      }
    }
    Bootstrap bootstrap = Bootstrap.of(mosaics, Bootstrap.RESAMPLES, seed);
    double chance = metric.info().chance().value(0, 0);
    List<DiscriminationRow> summary = new ArrayList<>();
    byMethod.forEach(
        (method, values) -> {
          double[] means = values.stream().mapToDouble(MosaicStudy::mean).toArray();
          Estimate e = bootstrap.mean(means, metric.info().range());
          summary.add(
              new DiscriminationRow(
                  method, metric.name(), e.mean(), e.low(), e.high(), e.n(), chance));
        });
    return summary;
  }

  private List<DiscriminationRow> summary(MosaicMetric metric, int mosaics, List<MosaicRow> rows) {
    return summary(metric, mosaics, rows, plan.seed());
  }

  private static List<List<Double>> empty(int mosaics) {
    List<List<Double>> lists = new ArrayList<>();
    for (int i = 0; i < mosaics; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  /** NaN if one is: a mosaic counts with all its cells or not at all. */
  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
  }
}
