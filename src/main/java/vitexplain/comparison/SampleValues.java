package vitexplain.comparison;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

/** Values image by image of some rows of {@code summary.csv}; the mean over seeds. */
final class SampleValues {
  private final Map<Map<String, String>, double[]> sums = new HashMap<>();
  private final Map<Map<String, String>, int[]> counts = new HashMap<>();

  private SampleValues() {}

  /**
   * Reads a folder's samples once.
   *
   * @param rows whose values are wanted
   * @param images in the order of the values; other images are left out
   */
  static SampleValues of(Side side, Set<SummaryRow> rows, List<String> images) {
    SampleValues values = new SampleValues();
    for (SummaryRow row : rows) {
      values.sums.put(Finding.subject(row), new double[images.size()]);
      values.counts.put(Finding.subject(row), new int[images.size()]);
    }
    if (!side.folder().samples().exists()) {
      return values;
    }
    Map<String, Integer> places = new HashMap<>();
    IntStream.range(0, images.size()).forEach(i -> places.put(images.get(i), i));
    Map<String, String> averagedAs = new HashMap<>();
    side.rows(side.folder().table(MethodRow.SCHEMA))
        .forEach(row -> averagedAs.put(row.id(), row.averagedAs()));
    side.folder()
        .samples()
        .forEach(
            sample -> {
              Integer place = places.get(sample.image());
              if (place != null && isPlain(sample)) {
                values.add(sample, averagedAs, place);
              }
            });
    return values;
  }

  private static boolean isPlain(SampleRow sample) {
    return sample.level().isEmpty() && sample.target().equals(SampleRow.PREDICTED);
  }

  private void add(SampleRow sample, Map<String, String> averagedAs, int place) {
    Map<String, String> subject =
        Map.of(
            "part",
            ComparisonRow.SCORE,
            "measure",
            sample.metric(),
            "method",
            averagedAs.getOrDefault(sample.method(), sample.method()),
            "fill",
            sample.fill());
    double[] sum = sums.get(subject);
    if (sum != null && !Double.isNaN(sample.value())) {
      sum[place] += sample.value();
      counts.get(subject)[place]++;
    }
  }

  /** One for each image, NaN where it is undefined; empty where no image has one. */
  Optional<double[]> of(Map<String, String> subject) {
    double[] sum = sums.get(subject);
    int[] count = counts.get(subject);
    if (sum == null || Arrays.stream(count).allMatch(c -> c == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.range(0, sum.length).mapToDouble(i -> sum[i] / count[i]).toArray());
  }
}
