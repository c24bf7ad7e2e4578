package vitexplain.report.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vitexplain.report.chart.Roster;
import vitexplain.run.ShownImages;

/**
 * Images by how faithful the methods were on them, for the primary number and occlusion strategy.
 * The values are those of the maps that the run folder keeps: of the predicted class, one map per
 * seed.
 *
 * @param srg by image, then by method's id with its seed
 * @param roster the run's methods
 */
public record CaseSelection(Map<String, Map<String, Double>> srg, Roster roster) {

  public static CaseSelection of(Results results) {
    return new CaseSelection(
        results.samples().map(ImageSamples::srg).orElse(Map.of()), results.roster());
  }

  /**
   * The id, with its seed if it has one, that stands for a method of {@code summary.csv}, where
   * seeds are averaged: the first in the file.
   */
  public String shown(String method) {
    return srg.values().stream()
        .flatMap(values -> values.keySet().stream())
        .filter(id -> roster.averagedAs(id).equals(method))
        .findFirst()
        .orElse(method);
  }

  /** Up to {@code each} images that went best and as many that went worst, best first. */
  public List<String> bestAndWorst(int each) {
    Map<String, Double> means = new LinkedHashMap<>();
    srg.keySet().forEach(image -> means.put(image, mean(image)));
    return ShownImages.bestAndWorst(means, each);
  }

  /** Mean over methods that are no controls. */
  double mean(String image) {
    return srg.get(image).entrySet().stream()
        .filter(entry -> !roster.isControl(entry.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
