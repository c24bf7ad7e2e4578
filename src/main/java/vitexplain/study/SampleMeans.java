package vitexplain.study;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vitexplain.explain.MethodSeed;
import vitexplain.metric.Metrics;
import vitexplain.metric.SegmentationMetric;
import vitexplain.run.SampleRow;
import vitexplain.run.Table;

/**
 * Per-image values by what they are values of; the mean over seeds where a method has several. The
 * metrics of thresholded maps are left to the counts, which hold them at every threshold.
 *
 * @param byKey one value per image, NaN where it has none, in the order of the samples
 */
record SampleMeans(Map<Key, double[]> byKey) {

  /** Ends the names of metrics of the true class, which may be another than the predicted one. */
  private static final String OF_LABEL = "_label";

  /** What a value is of. */
  record Key(String method, String metric, String fill, String level) {}

  /** Row by row: a study's samples may be larger than the memory. */
  static SampleMeans of(Table<SampleRow> samples, List<String> images) {
    Map<String, Integer> index = new HashMap<>();
    images.forEach(image -> index.put(image, index.size()));
    List<String> thresholded =
        Metrics.family(SegmentationMetric.class).stream().map(m -> m.name()).toList();
    Map<Key, double[]> sums = new LinkedHashMap<>();
    Map<Key, int[]> counts = new HashMap<>();
    samples.forEach(
        row -> {
          if (!thresholded.contains(row.metric())) {
            Key key =
                new Key(MethodSeed.without(row.method()), metric(row), row.fill(), row.level());
            int image = index.get(row.image());
            sums.computeIfAbsent(key, k -> new double[images.size()])[image] += row.value();
            counts.computeIfAbsent(key, k -> new int[images.size()])[image]++;
          }
        });
    sums.forEach((key, sum) -> Arrays.setAll(sum, i -> sum[i] / counts.get(key)[i]));
    return new SampleMeans(sums);
  }

  private static String metric(SampleRow row) {
    return row.target().equals(Explained.LABEL) ? row.metric() + OF_LABEL : row.metric();
  }

  /** The metric that a key's name belongs to, whatever class it was measured for. */
  static String registered(String metric) {
    return metric.endsWith(OF_LABEL)
        ? metric.substring(0, metric.length() - OF_LABEL.length())
        : metric;
  }
}
