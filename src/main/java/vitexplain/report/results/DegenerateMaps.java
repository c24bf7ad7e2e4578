package vitexplain.report.results;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ImageRow;

/**
 * Which maps are constant or not finite, and why. Maps without a minimum and a maximum to scale by,
 * by method; controls are left out, since one of them is constant on purpose.
 *
 * @param images names of the images by method
 * @param causes by method and image, of the predicted class; none where the run kept no images.csv
 */
public record DegenerateMaps(
    Map<String, Set<String>> images, Map<String, Map<String, String>> causes) {

  /** From the samples; nothing where they are not kept. */
  public static Optional<DegenerateMaps> of(Results results) {
    return results
        .samples()
        .map(samples -> new DegenerateMaps(samples.degenerate(), causes(results.folder())));
  }

  private static Map<String, Map<String, String>> causes(RunFolder folder) {
    Map<String, Map<String, String>> causes = new LinkedHashMap<>();
    for (ImageRow row : folder.table(ImageRow.SCHEMA).readIfPresent()) {
      for (String entry :
          row.degenerate().isEmpty() ? new String[0] : row.degenerate().split("; ")) {
        int space = entry.indexOf(' '); // a method's id has none
        causes
            .computeIfAbsent(entry.substring(0, space), method -> new LinkedHashMap<>())
            .put(row.image(), entry.substring(space + 1));
      }
    }
    return causes;
  }

  /** As in {@code token-gradcam on 20 images, grad-rollout on 1 image}; empty without any. */
  public String text() {
    return images.entrySet().stream()
        .map(e -> e.getKey() + " on " + count(e.getValue()) + causes(e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** As in {@code (18 zero everywhere, 2 of the true class)}. */
  private String causes(String method, Set<String> names) {
    if (causes.isEmpty()) {
      return "";
    }
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, String> known = causes.getOrDefault(method, Map.of());
    names.forEach(
        image ->
            counts.merge(known.getOrDefault(image, "for the true class alone"), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(e -> counts.size() == 1 ? e.getKey() : e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String count(Set<String> names) {
    return names.size() == 1 ? "1 image, " + names.iterator().next() : names.size() + " images";
  }
}
