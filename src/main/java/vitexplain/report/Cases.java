package vitexplain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vitexplain.run.RunFolder;
import vitexplain.run.SampleRow;

/**
 * Images by how faithful the methods were on them, for the primary number and fill.
 *
 * @param srg by image, then by method: the mean over seeds and targets
 */
record Cases(Map<String, Map<String, Double>> srg) {

  static Cases of(Results results) {
    RunFolder folder = results.folder();
    Map<String, Map<String, Double>> sums = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    if (folder.table(SampleRow.SCHEMA).exists()) {
      String fill = results.primaryFill();
      folder
          .table(SampleRow.SCHEMA)
          .forEach(
              row -> {
                if (row.metric().equals(Results.SRG)
                    && row.fill().equals(fill)
                    && Double.isFinite(row.value())) {
                  of(sums, row).merge(row.method(), row.value(), Double::sum);
                  of(counts, row).merge(row.method(), 1, Integer::sum);
                }
              });
    }
    sums.forEach(
        (image, values) -> values.replaceAll((method, sum) -> sum / counts.get(image).get(method)));
    return new Cases(sums);
  }

  private static <V> Map<String, V> of(Map<String, Map<String, V>> images, SampleRow row) {
    return images.computeIfAbsent(row.image(), image -> new LinkedHashMap<>());
  }

  /** Up to {@code each} images that went best and as many that went worst, best first. */
  List<String> bestAndWorst(int each) {
    List<String> ranked =
        srg.keySet().stream()
            .filter(image -> mean(image) > Double.NEGATIVE_INFINITY)
            .sorted(Comparator.comparingDouble(this::mean).reversed())
            .toList();
    if (ranked.size() <= 2 * each) {
      return ranked;
    }
    List<String> chosen = new ArrayList<>(ranked.subList(0, each));
    chosen.addAll(ranked.subList(ranked.size() - each, ranked.size()));
    return chosen;
  }

  /** Mean over methods that are no controls. */
  double mean(String image) {
    return srg.get(image).entrySet().stream()
        .filter(entry -> !Controls.contain(entry.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
