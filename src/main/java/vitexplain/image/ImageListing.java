package vitexplain.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.image.codec.PictureKind;

/**
 * The pictures of a folder and what of it is left out.
 *
 * <p>Names ending as JPEG and PNG files do are taken whatever they hold, so that a damaged one is
 * named when its turn comes. Names with another picture's ending, or none, are taken if their
 * content is JPEG or PNG.
 *
 * @param folder the folder
 * @param images JPEG and PNG files, sorted by name
 * @param leftOut names of other pictures, broken links and subfolders by their kind; what systems
 *     leave in folders (names with a dot first, {@code Thumbs.db}) and files of other kinds, such
 *     as labels, are no pictures and are not among them
 */
public record ImageListing(Path folder, List<Path> images, Map<String, List<String>> leftOut) {

  /** Names given of each kind at most. */
  private static final int NAMES = 3;

  private static final String IMAGE = "image";

  private static final String NO_PICTURE = "";

  private static final String SUBFOLDER = "subfolder";

  /** A picture that a program put by, such as {@code dog.jpg.bak} and {@code dog.png~}. */
  private static final Pattern PUT_BY =
      Pattern.compile(".*\\.(jpe?g|png)([.~ _-].*|\\d+)", Pattern.CASE_INSENSITIVE);

  public ImageListing {
    images = List.copyOf(images);
    leftOut = Map.copyOf(leftOut);
  }

  /**
   * Lists a folder; subfolders are not entered. A single JPEG or PNG file is listed alone.
   *
   * @throws Refusal if there is no such folder or file, it holds no JPEG or PNG file or is none
   */
  public static ImageListing of(Path folder) {
    if (!Files.exists(folder)) {
      throw Refusal.request(
          "folder '" + folder + "': there is no such folder. Check its spelling.");
    }
    if (!Files.isDirectory(folder)) {
      return ofFile(folder);
    }
    List<Path> entries = entries(folder);
    List<Path> images = new ArrayList<>();
    Map<String, List<String>> leftOut = new TreeMap<>();
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (!name.startsWith(".") && !name.equals("__MACOSX")) {
        String kind = kind(entry, name);
        if (kind.equals(IMAGE)) {
          images.add(entry);
        } else if (!kind.isEmpty()) {
          leftOut.computeIfAbsent(kind, k -> new ArrayList<>()).add(name);
        }
      }
    }
    ImageListing listing = new ImageListing(folder, images, leftOut);
    if (images.isEmpty()) {
      throw Refusal.request(listing.nothingFound(entries.size()));
    }
    return listing;
  }

  private static ImageListing ofFile(Path file) {
    if (!kind(file, file.getFileName().toString()).equals(IMAGE)) {
      throw Refusal.request(
          "'" + file + "': is a file and no JPEG or PNG; expected one, or a folder of them.");
    }
    Path parent = file.getParent();
    return new ImageListing(parent == null ? Path.of("") : parent, List.of(file), Map.of());
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw Refusal.request(
          "folder '" + folder + "': could not be listed: " + e.getMessage() + ".", e);
    }
  }

  /** {@link #IMAGE}, {@link #NO_PICTURE}, or what else it is in words. */
  private static String kind(Path file, String name) {
    if (Files.isDirectory(file)) {
      return SUBFOLDER;
    }
    Optional<PictureKind> named = PictureKind.ofName(name);
    boolean bare = name.indexOf('.') < 0;
    if (!Files.isRegularFile(file)) {
      if (Files.isSymbolicLink(file)) {
        return "broken link";
      }
      // A named pipe would be waited for without end.
      return named.isPresent() ? "special file" : NO_PICTURE;
    }
    if (named.isPresent() && named.get().isRead()) {
      return IMAGE;
    }
    if (named.isEmpty() && !bare) {
      return PUT_BY.matcher(name).matches() ? "suffixed file" : NO_PICTURE;
    }
    Optional<PictureKind> held = PictureKind.ofContent(file);
    if (held.isPresent() && held.get().isRead()) {
      return IMAGE;
    }
    return held.or(() -> named).map(PictureKind::label).orElse(NO_PICTURE);
  }

  /** One line on what is left out, with the mend; empty if nothing is. */
  public Optional<String> remark() {
    if (leftOut.isEmpty()) {
      return Optional.empty();
    }
    boolean onlyFolders = leftOut.keySet().equals(Set.of(SUBFOLDER));
    return Optional.of(
        "left out of '"
            + folder
            + "': "
            + kinds()
            + (onlyFolders
                ? ". Subfolders are not entered."
                : ". JPEG and PNG files directly in the folder are read: convert or copy what"
                    + " belongs to it."));
  }

  private String nothingFound(int entries) {
    return String.format(
        Locale.ROOT,
        "folder '%s': none of its %d entries is a JPEG or PNG file (.jpg, .jpeg, .png)%s. Name a folder that holds some%s.",
        folder,
        entries,
        leftOut.isEmpty() ? "" : ", but " + kinds(),
        leftOut.isEmpty() || leftOut.keySet().equals(Set.of(SUBFOLDER))
            ? ""
            : ", or convert these");
  }

  private String kinds() {
    return new TreeMap<>(leftOut)
        .entrySet().stream()
            .map(kind -> kind(kind.getKey(), kind.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String kind(String kind, List<String> names) {
    String first = names.stream().limit(NAMES).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d %s%s (%s%s)",
        names.size(),
        kind,
        names.size() > 1 && Character.isLowerCase(kind.charAt(0)) ? "s" : "",
        first,
        names.size() > NAMES ? ", …" : "");
  }
}
