package vitexplain.dataset.layout;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The true classes of images: a CSV file with the columns {@code image} and {@code label}. A row
 * names an image by its file name, by that without its ending, or by a path that ends in either, as
 * long as no other image of the folder fits.
 */
final class Labels {
  /** The names that a message lists at most. */
  private static final int SHOWN = 3;

  private Labels() {}

  /**
   * Reads a file and finds the image of every row.
   *
   * @param images file names of the folder, with their endings
   * @return class names or indices by file name, of those images that have one
   * @throws vitexplain.base.Refusal of the kind REQUEST naming the file, and the line where there
   *     is one, if it cannot be read, has no rows, fits no image, or says two things of one image
   */
  static Map<String, String> read(Path file, List<String> images) {
    TwoColumns table = new TwoColumns("labels", "--labels", file, "image", "label");
    List<TwoColumns.Row> rows = table.rows();
    Map<String, Set<String>> byStem = new HashMap<>();
    images.forEach(
        name -> byStem.computeIfAbsent(FolderLayout.stem(name), stem -> new HashSet<>()).add(name));
    Set<String> names = Set.copyOf(images);
    Map<String, TwoColumns.Row> found = new LinkedHashMap<>();
    for (TwoColumns.Row row : rows) {
      Set<String> fitting = fitting(row.first(), names, byStem);
      if (fitting.size() > 1) {
        throw table.refused(
            String.format(
                Locale.ROOT,
                "line %d: '%s' fits %s. Write the file name with its ending",
                row.line(),
                row.first(),
                quoted(fitting.stream().sorted().toList())));
      }
      for (String image : fitting) {
        TwoColumns.Row before = found.putIfAbsent(image, row);
        if (before != null && !before.second().equals(row.second())) {
          throw table.refused(
              String.format(
                  Locale.ROOT,
                  "image '%s' has the label '%s' in line %d and '%s' in line %d. Keep one of them",
                  image,
                  before.second(),
                  before.line(),
                  row.second(),
                  row.line()));
        }
      }
    }
    if (found.isEmpty()) {
      throw table.refused(
          String.format(
              Locale.ROOT,
              "none of its %d rows fits one of the %d images: the rows name %s, the folder has %s. Write file names as the folder has them",
              rows.size(),
              images.size(),
              quoted(rows.stream().map(TwoColumns.Row::first).toList()),
              quoted(images)));
    }
    Map<String, String> byImage = new HashMap<>();
    found.forEach((image, row) -> byImage.put(image, row.second()));
    return byImage;
  }

  /** The images that a row means: by name, else by the end of a path, else by stem. */
  private static Set<String> fitting(
      String written, Set<String> names, Map<String, Set<String>> byStem) {
    if (names.contains(written)) {
      return Set.of(written);
    }
    String last =
        written.substring(Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1);
    if (names.contains(last)) {
      return Set.of(last);
    }
    return byStem.getOrDefault(last, Set.of());
  }

  private static String quoted(List<String> names) {
    String shown =
        names.stream().limit(SHOWN).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    return names.size() > SHOWN ? shown + ", ..." : shown;
  }
}
