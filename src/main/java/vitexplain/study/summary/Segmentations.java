package vitexplain.study.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import vitexplain.base.Progress;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.run.table.Table;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.study.unit.Explanation;

/**
 * The stored counts by method and threshold, one entry per image; seeds of one method are pooled.
 *
 * @param byKey per method and threshold, one count per image, null where an image has none
 */
record Segmentations(Map<Key, Confusion[]> byKey) {

  /** Expected counts are no whole numbers; a thousandth of a pixel is exact enough. */
  private static final long PARTS = 1000;

  /** What a count is of. */
  record Key(String method, String threshold) {}

  /**
   * Row by row, as there may be more rows than fit in memory; no counts where there is no file.
   * Other images' rows are left out.
   */
  static Segmentations of(Table<ConfusionRow> rows, List<String> images) {
    Map<String, Integer> index = new HashMap<>();
    images.forEach(image -> index.put(image, index.size()));
    Map<Key, Confusion[]> counts = new LinkedHashMap<>();
    if (rows.exists()) {
      rows.forEach(
          row -> {
            if (!index.containsKey(row.image())) {
              return;
            }
            Key key = new Key(MethodSeed.without(row.method()), row.threshold());
            Confusion[] perImage = counts.computeIfAbsent(key, k -> new Confusion[images.size()]);
            Confusion counted = new Confusion(row.tp(), row.fp(), row.fn(), row.tn());
            int image = index.get(row.image());
            perImage[image] = sum(perImage[image], counted);
          });
    }
    return new Segmentations(counts);
  }

  private static Confusion sum(Confusion before, Confusion more) {
    return before == null ? more : before.plus(more);
  }

  /**
   * What a map that knows nothing scores on the images that a metric's value counts: the mean over
   * exactly these.
   *
   * @param values the metric's, one per image, NaN where it is undefined
   * @return NaN where the foreground of one of them is unknown
   */
  double chance(Chance chance, double[] values) {
    double[] shares = new double[values.length];
    Arrays.fill(shares, Double.NaN);
    for (Confusion[] counts : byKey.values()) {
      for (int i = 0; i < shares.length; i++) {
        if (counts[i] != null && counts[i].pixels() > 0) {
          shares[i] = foreground(counts[i]);
        }
      }
    }
    return IntStream.range(0, values.length)
        .filter(i -> !Double.isNaN(values[i]))
        .mapToDouble(i -> Double.isNaN(shares[i]) ? Double.NaN : chance.value(shares[i], 0))
        .average()
        .orElse(Double.NaN);
  }

  /** Every metric at every threshold: the mean over images, and the value over pooled pixels. */
  List<SummaryRow> summarise(
      List<SegmentationMetric> metrics, Bootstrap bootstrap, Progress progress) {
    List<SummaryRow> rows = new ArrayList<>();
    if (metrics.isEmpty()) {
      return rows;
    }
    byKey.forEach(
        (key, counts) -> {
          List<Confusion> all =
              Arrays.stream(counts).map(c -> c == null ? Confusion.NONE : c).toList();
          for (SegmentationMetric metric : metrics) {
            double[] values = all.stream().mapToDouble(c -> defined(metric, c)).toArray();
            Estimate macro = bootstrap.mean(values, metric.info().range());
            Estimate micro = metric.micro(all, bootstrap);
            rows.add(row(key, metric, SummaryRow.MACRO, macro, chance(metric, all)));
            rows.add(row(key, metric, SummaryRow.MICRO, micro, microChance(metric, all)));
          }
          progress.step("threshold " + key.threshold());
        });
    return rows;
  }

  /** A metric of one method at one threshold, one value per image; NaN where undefined. */
  Optional<double[]> values(SegmentationMetric metric, String method, String threshold) {
    return Optional.ofNullable(byKey.get(new Key(method, threshold)))
        .map(
            counts ->
                Arrays.stream(counts)
                    .mapToDouble(c -> c == null ? Double.NaN : defined(metric, c))
                    .toArray());
  }

  private static double defined(SegmentationMetric metric, Confusion counts) {
    return counts.pixels() == 0 ? Double.NaN : metric.of(counts);
  }

  /** Of random maps that predict as many pixels of each image, mean over the images that count. */
  private static double chance(SegmentationMetric metric, List<Confusion> all) {
    return all.stream()
        .filter(c -> !Double.isNaN(defined(metric, c)))
        .mapToDouble(c -> metric.info().chance().value(foreground(c), predicted(c)))
        .average()
        .orElse(Double.NaN);
  }

  /** Of the same random maps, their pixels pooled. */
  private static double microChance(SegmentationMetric metric, List<Confusion> all) {
    Confusion pooled =
        all.stream()
            .filter(c -> c.pixels() > 0)
            .map(Segmentations::expected)
            .reduce(Confusion.NONE, Confusion::plus);
    return defined(metric, pooled);
  }

  /** Mean counts of random maps with the shares of this one, in thousandths of a pixel. */
  private static Confusion expected(Confusion c) {
    long foreground = c.tp() + c.fn();
    long predicted = c.tp() + c.fp();
    double both = (double) foreground * predicted / c.pixels();
    long tp = Math.round(PARTS * both);
    return new Confusion(
        tp,
        PARTS * predicted - tp,
        PARTS * foreground - tp,
        PARTS * (c.pixels() - foreground - predicted) + tp);
  }

  private static double foreground(Confusion counts) {
    return (double) (counts.tp() + counts.fn()) / counts.pixels();
  }

  private static double predicted(Confusion counts) {
    return (double) (counts.tp() + counts.fp()) / counts.pixels();
  }

  private static SummaryRow row(
      Key key, SegmentationMetric metric, String average, Estimate e, double chance) {
    return new SummaryRow(
        key.method(),
        metric.name(),
        Explanation.PREDICTED,
        average,
        "",
        "",
        key.threshold(),
        e.mean(),
        e.low(),
        e.high(),
        e.n(),
        chance);
  }
}
