package vitexplain.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import vitexplain.metric.Bootstrap;
import vitexplain.metric.Confusion;
import vitexplain.metric.Estimate;
import vitexplain.metric.SegmentationMetric;
import vitexplain.run.ConfusionRow;
import vitexplain.run.SummaryRow;

/**
 * The stored counts by method and threshold, one entry per image; seeds of one method are pooled.
 *
 * @param byKey per method and threshold, one count per image, null where an image has none
 */
record Segmentations(Map<Key, Confusion[]> byKey) {

  /** What a count is of. */
  record Key(String method, String threshold) {}

  static Segmentations of(List<ConfusionRow> rows, List<String> images) {
    Map<String, Integer> index = new HashMap<>();
    images.forEach(image -> index.put(image, index.size()));
    Map<Key, Confusion[]> counts = new LinkedHashMap<>();
    for (ConfusionRow row : rows) {
      Key key = new Key(MethodSeed.without(row.method()), row.threshold());
      Confusion[] perImage = counts.computeIfAbsent(key, k -> new Confusion[images.size()]);
      Confusion counted = new Confusion(row.tp(), row.fp(), row.fn(), row.tn());
      perImage[index.get(row.image())] = sum(perImage[index.get(row.image())], counted);
    }
    return new Segmentations(counts);
  }

  private static Confusion sum(Confusion before, Confusion more) {
    return before == null ? more : before.plus(more);
  }

  /** Mean share of foreground over images, 0 to 1; NaN without masks. */
  double foregroundShare() {
    return byKey.values().stream()
        .findFirst()
        .map(
            counts ->
                Arrays.stream(counts)
                    .filter(Objects::nonNull)
                    .mapToDouble(c -> share(c.tp() + c.fn(), c))
                    .average()
                    .orElse(Double.NaN))
        .orElse(Double.NaN);
  }

  /**
   * Every metric at every threshold: the mean over images under the metric's name, and over pooled
   * pixels under its name with {@code _micro}.
   */
  List<SummaryRow> summarise(
      List<SegmentationMetric> metrics, Bootstrap bootstrap, Progress progress) {
    List<SummaryRow> rows = new ArrayList<>();
    byKey.forEach(
        (key, counts) -> {
          List<Confusion> all =
              Arrays.stream(counts).map(c -> c == null ? Confusion.NONE : c).toList();
          List<Estimate> micro = bootstrap.micro(all, metrics);
          for (int m = 0; m < metrics.size(); m++) {
            SegmentationMetric metric = metrics.get(m);
            double[] values = all.stream().mapToDouble(c -> defined(metric, c)).toArray();
            double chance = chance(metric, all);
            rows.add(row(key, metric.name(), bootstrap.mean(values), chance));
            rows.add(row(key, metric.name() + "_micro", micro.get(m), chance));
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

  /** Expected of a random map that predicts as many pixels, mean over images. */
  private static double chance(SegmentationMetric metric, List<Confusion> all) {
    return all.stream()
        .filter(c -> c.pixels() > 0)
        .mapToDouble(
            c -> metric.info().chance().value(share(c.tp() + c.fn(), c), share(c.tp() + c.fp(), c)))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private static double share(long part, Confusion counts) {
    return (double) part / counts.pixels();
  }

  private static SummaryRow row(Key key, String metric, Estimate e, double chance) {
    return new SummaryRow(
        key.method(), metric, "", key.threshold(), e.mean(), e.low(), e.high(), e.n(), chance);
  }
}
