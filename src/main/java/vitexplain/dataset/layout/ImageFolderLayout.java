package vitexplain.dataset.layout;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.PictureKind;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/**
 * Pictures in a folder for each class, as torchvision's {@code ImageFolder} reads them: folders
 * sorted by name are the classes 0, 1, …, and the pictures of each, its subfolders included, come
 * sorted by folder and name. The label is the folder's name; there are no masks. Keys are paths
 * from the split on, with {@code /}.
 *
 * @param root the folder that holds the classes' folders
 * @param keys by class, then by path
 * @param labels the classes' folders, sorted
 * @param remarks what is left out
 */
public record ImageFolderLayout(
    Path root, List<String> keys, List<String> labels, List<String> remarks) implements Layout {
  static final String NAME = "imagefolder";

  /** Names that a message lists at most. */
  private static final int LISTED = 5;

  private static final MaskIds IDS = new MaskIds(NAME, Map.of(), false);

  public ImageFolderLayout {
    keys = List.copyOf(keys);
    labels = List.copyOf(labels);
    remarks = List.copyOf(remarks);
  }

  /**
   * Lists a folder of classes; nothing is opened.
   *
   * @param path the folder of classes, or that of the splits
   * @param split a folder of classes below the path
   * @throws Refusal of the kind REQUEST if there is no such folder, or no folder in it holds a
   *     picture directly
   */
  static ImageFolderLayout open(Path path, Optional<String> split) {
    Path root = split.map(path::resolve).orElse(path);
    if (!Files.isDirectory(root)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s': there is no such folder.%s",
              NAME,
              root,
              Files.isDirectory(path) ? " Folders there: " + listed(folders(path)) + "." : ""));
    }
    List<String> labels = folders(root);
    Listing listing = new Listing(root);
    labels.forEach(listing::add);
    if (listing.keys.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s': no JPEG or PNG file lies in a folder of it; expected CLASS/NAME.jpg.%s",
              NAME,
              root,
              labels.isEmpty() ? "" : " Folders there: " + listed(labels) + "."));
    }
    if (split.isEmpty() && listing.deeper && !listing.flat) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s' holds splits, not classes: %s. Name one of them: %s:%s#%s.",
              NAME,
              root,
              listed(labels),
              NAME,
              path,
              labels.get(0)));
    }
    return new ImageFolderLayout(root, listing.keys, labels, listing.remarks());
  }

  /** Names of the folders in a folder, sorted; hidden ones are no classes. */
  private static List<String> folders(Path folder) {
    return LayoutFiles.entries(folder).stream()
        .filter(Files::isDirectory)
        .map(entry -> entry.getFileName().toString())
        .filter(name -> !name.startsWith("."))
        .sorted()
        .toList();
  }

  private static String listed(List<String> names) {
    String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() > LISTED ? first + ", …" : first;
  }

  /** What the classes' folders hold. */
  private static final class Listing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<String> keys = new ArrayList<>();
    private final Map<String, Integer> otherPictures = new TreeMap<>();
    private final List<String> empty = new ArrayList<>();
    private final List<Path> found = new ArrayList<>();
    private boolean flat;
    private boolean deeper;

    Listing(Path root) {
      this.root = root;
    }

    void add(String label) {
      Path folder = root.resolve(label);
      found.clear();
      try {
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
      } catch (IOException e) {
        throw Refusal.request(
            String.format(Locale.ROOT, "%s '%s' could not be listed: %s.", NAME, folder, e), e);
      }
      if (found.isEmpty()) {
        empty.add(label);
      }
      found.sort(
          Comparator.comparing((Path file) -> file.getParent().toString())
              .thenComparing(file -> file.getFileName().toString()));
      for (Path file : found) {
        boolean direct = file.getParent().equals(folder);
        flat |= direct;
        deeper |= !direct;
        keys.add(root.relativize(file).toString().replace('\\', '/'));
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.getFileName().toString().startsWith(".")
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      PictureKind.ofName(name)
          .filter(kind -> !name.startsWith("."))
          .ifPresent(
              kind -> {
                if (kind.isRead()) {
                  found.add(file);
                } else {
                  otherPictures.merge(kind.label(), 1, Integer::sum);
                }
              });
      return FileVisitResult.CONTINUE;
    }

    List<String> remarks() {
      List<String> remarks = new ArrayList<>();
      if (!otherPictures.isEmpty()) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "left out of '%s': %s. JPEG and PNG files are read: convert what belongs to it.",
                root,
                otherPictures.entrySet().stream()
                    .map(kind -> kind.getValue() + " " + kind.getKey())
                    .collect(Collectors.joining(", "))));
      }
      if (!empty.isEmpty()) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%d class folder%s of '%s' hold%s no picture and count%s as classes all the same: %s.",
                empty.size(),
                empty.size() == 1 ? "" : "s",
                root,
                empty.size() == 1 ? "s" : "",
                empty.size() == 1 ? "s" : "",
                listed(empty)));
      }
      return remarks;
    }
  }

  @Override
  public Pixels picture(String key, int channels) {
    return ImageFiles.read(root.resolve(key), channels);
  }

  @Override
  public String pictureSha256(String key) {
    return LayoutFiles.sha256(root.resolve(key));
  }

  @Override
  public boolean hasMasks() {
    return false;
  }

  @Override
  public MaskClass maskClass(Optional<String> text) {
    return IDS.choice(text);
  }

  @Override
  public Optional<Mask> mask(String key, MaskClass choice) {
    return Optional.empty();
  }

  @Override
  public String maskSha256(String key) {
    return "";
  }

  @Override
  public Optional<String> label(String key) {
    return Optional.of(key.substring(0, key.indexOf('/')));
  }

  @Override
  public boolean ranked() {
    return true;
  }
}
