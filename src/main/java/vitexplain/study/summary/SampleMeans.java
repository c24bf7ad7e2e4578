package vitexplain.study.summary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.run.row.SampleRow;
import vitexplain.run.table.Table;
import vitexplain.study.unit.Explanation;

/**
 * Per-image values by what they are values of; the mean over seeds where a method has several. The
 * metrics of thresholded maps are left to the counts, which hold them at every threshold.
 *
 * @param byKey one value per image, NaN where it has none, in the order of the samples
 */
record SampleMeans(Map<Key, double[]> byKey) {

  /** What a value is of. */
  record Key(String method, String metric, String target, String fill, String unit, String level) {

    /** Whether it is a metric of the predicted class and has no level. */
    boolean isPlain() {
      return target.equals(Explanation.PREDICTED) && level.isEmpty();
    }
  }

  /** Of a metric of the predicted class without levels; empty if it was not measured. */
  Optional<double[]> values(String method, String metric, String fill) {
    return byKey.entrySet().stream()
        .filter(entry -> entry.getKey().isPlain())
        .filter(entry -> entry.getKey().method().equals(method))
        .filter(entry -> entry.getKey().metric().equals(metric))
        .filter(entry -> entry.getKey().fill().equals(fill))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * Row by row: a study's samples may be larger than the memory. Other images' rows are left out.
   */
  static SampleMeans of(Table<SampleRow> samples, List<String> images) {
    Map<String, Integer> index = new HashMap<>();
    images.forEach(image -> index.put(image, index.size()));
    List<String> thresholded =
        Metrics.family(SegmentationMetric.class).stream().map(m -> m.name()).toList();
    Map<Key, double[]> sums = new LinkedHashMap<>();
    Map<Key, int[]> counts = new HashMap<>();
    samples.forEach(
        row -> {
          if (!thresholded.contains(row.metric()) && index.containsKey(row.image())) {
            Key key =
                new Key(
                    MethodSeed.without(row.method()),
                    row.metric(),
                    row.target(),
                    row.fill(),
                    row.unit(),
                    row.level());
            int image = index.get(row.image());
            sums.computeIfAbsent(key, k -> new double[images.size()])[image] += row.value();
            counts.computeIfAbsent(key, k -> new int[images.size()])[image]++;
          }
        });
    sums.forEach((key, sum) -> Arrays.setAll(sum, i -> sum[i] / counts.get(key)[i]));
    return new SampleMeans(sums);
  }
}
