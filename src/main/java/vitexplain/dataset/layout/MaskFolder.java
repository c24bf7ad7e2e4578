package vitexplain.dataset.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.base.Refusal;

/**
 * Where the masks of images lie.
 *
 * @param folder the folder, as the user wrote it
 * @param files masks by the names of their images
 */
public record MaskFolder(Path folder, Map<String, Path> files) {

  /** Files named in a message at most. */
  private static final int NAMED = 3;

  public MaskFolder {
    files = Map.copyOf(files);
  }

  /**
   * Looks for a mask of each image: for {@code NAME.jpg} the first that there is of {@code
   * NAME.png}, {@code NAME_mask.png} and {@code NAME.jpg.png}, in the letter case given before any
   * other.
   *
   * @param written the folder as the user wrote it, for messages
   * @param images file names
   * @throws Refusal if the folder is missing or is not a folder
   */
  static MaskFolder of(Path folder, Path written, List<String> images) {
    List<Path> entries = entries(folder);
    Map<String, Path> exact = new HashMap<>();
    Map<String, Path> anyCase = new HashMap<>();
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      exact.put(name, entry);
      anyCase.putIfAbsent(name.toLowerCase(Locale.ROOT), entry);
    }
    Map<String, Path> files = new HashMap<>();
    for (String image : images) {
      for (String name : names(image)) {
        Path found = exact.get(name);
        found = found == null ? anyCase.get(name.toLowerCase(Locale.ROOT)) : found;
        if (found != null) {
          files.put(image, found);
          break;
        }
      }
    }
    return new MaskFolder(written, files);
  }

  private static List<String> names(String image) {
    String stem = FolderLayout.stem(image);
    return List.of(stem + ".png", stem + "_mask.png", image + ".png");
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw Refusal.request(
          "masks '"
              + folder
              + (Files.exists(folder)
                  ? "': is a file; expected a folder of masks."
                  : "': there is no such folder. Check its spelling."));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw Refusal.request("masks '" + folder + "': could not be listed: " + e + ".", e);
    }
  }

  /** An image's mask; empty if it has none. */
  public Optional<Path> file(String image) {
    return Optional.ofNullable(files.get(image));
  }

  /** The name of the mask that an image lacks: the one that was looked for first. */
  Path expected(String image) {
    return folder.resolve(names(image).get(0));
  }

  /**
   * @throws Refusal if none of the images has a mask, with what was looked for and what lies there
   */
  void requireAny(List<String> images) {
    if (files.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s (looked for %s). It holds %s. Name the masks like their images, or leave --masks out.",
              none(images.size()),
              String.join(", ", names(images.get(0))),
              held()));
    }
  }

  /** How many of some images have a mask, where not all do. */
  Optional<String> remark(List<String> images) {
    long found = images.stream().filter(files::containsKey).count();
    if (found == images.size()) {
      return Optional.empty();
    }
    return Optional.of(
        found == 0
            ? none(images.size()) + ": nothing is scored against masks."
            : String.format(
                Locale.ROOT,
                "%d of %d images have a mask in '%s'; the others are not scored against one.",
                found,
                images.size(),
                folder));
  }

  private String none(int images) {
    return String.format(Locale.ROOT, "none of %d images has a mask in '%s'", images, folder);
  }

  private String held() {
    List<String> names = entries(folder).stream().map(f -> f.getFileName().toString()).toList();
    if (names.isEmpty()) {
      return "nothing";
    }
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size()
        + (names.size() > 1 ? " entries: " : " entry: ")
        + first
        + (names.size() > NAMED ? ", …" : "");
  }
}
