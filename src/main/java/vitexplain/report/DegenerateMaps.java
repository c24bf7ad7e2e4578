package vitexplain.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vitexplain.run.RunFolder;
import vitexplain.run.SampleRow;

/**
 * Maps without a minimum and a maximum to scale by, by method; controls are left out, since one of
 * them is constant on purpose.
 *
 * @param images names of the images by method
 */
record DegenerateMaps(Map<String, Set<String>> images) {

  /** From {@code samples.csv}; nothing where it is not kept. */
  static Optional<DegenerateMaps> of(RunFolder folder) {
    if (!folder.table(SampleRow.SCHEMA).exists()) {
      return Optional.empty();
    }
    Map<String, Set<String>> images = new LinkedHashMap<>();
    folder
        .table(SampleRow.SCHEMA)
        .forEach(
            row -> {
              if (row.degenerate() && !Controls.contain(row.method())) {
                images
                    .computeIfAbsent(row.method(), method -> new LinkedHashSet<>())
                    .add(row.image());
              }
            });
    return Optional.of(new DegenerateMaps(images));
  }

  /** As in {@code token-gradcam on 20 images, grad-rollout on 1 image}; empty without any. */
  String text() {
    return images.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s on %s", e.getKey(), count(e.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String count(Set<String> names) {
    return names.size() == 1
        ? "1 image (" + names.iterator().next() + ")"
        : names.size() + " images";
  }
}
