package vitexplain.dataset.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.IdMap;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;
import vitexplain.image.mask.VocClasses;

/**
 * PASCAL VOC's segmentation: the pictures that a split names, each with a palette PNG of class ids.
 * The label is the class of most pixels, the lower id where two have as many; {@value #IGNORED}
 * marks pixels that count nowhere. Keys are the names of the split.
 *
 * @param root the folder VOC2012
 * @param keys names of the split, in its order
 * @param hasMasks whether there are masks: the years' test sets have none
 */
public record VocLayout(Path root, List<String> keys, boolean hasMasks) implements Layout {
  static final String NAME = "voc";

  private static final int IGNORED = 255;
  private static final String USUAL_SPLIT = "val";
  private static final Path SPLITS = Path.of("ImageSets", "Segmentation");
  private static final MaskIds IDS = MaskIds.of(NAME, VocClasses.NAMES, true);

  public VocLayout {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a split.
   *
   * @param path VOC2012, or a folder that it lies in
   * @param split a file of ImageSets/Segmentation without its ending; {@value #USUAL_SPLIT} if
   *     empty
   * @throws Refusal of the kind REQUEST if there is no such data set or split, or the split's file
   *     is broken
   */
  static VocLayout open(Path path, Optional<String> split) {
    Path root = root(path);
    String name = split.orElse(USUAL_SPLIT);
    Path file = root.resolve(SPLITS).resolve(name + ".txt");
    if (!Files.isRegularFile(file)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s' has no split '%s': there is no file '%s'. Splits: %s.",
              NAME,
              path,
              name,
              file,
              splits(root)));
    }
    List<String> keys = LayoutFiles.lines("split", file, "Download the data set again.");
    Set<String> seen = new HashSet<>();
    for (String key : keys) {
      if (!key.matches("[^\\s/\\\\]+") || !seen.add(key)) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "split '%s': '%s' %s; expected one name of a picture a line. Download the data set again.",
                file,
                key,
                seen.contains(key) ? "stands there twice" : "is no name"));
      }
    }
    return new VocLayout(root, keys, Files.isDirectory(root.resolve("SegmentationClass")));
  }

  private static Path root(Path path) {
    if (isRoot(path)) {
      return path;
    }
    if (!Files.isDirectory(path)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "%s '%s': there is no such folder. Check its path.", NAME, path));
    }
    List<Path> roots =
        Stream.concat(folders(path), folders(path.resolve("VOCdevkit")))
            .filter(VocLayout::isRoot)
            .sorted()
            .toList();
    if (roots.size() == 1) {
      return roots.get(0);
    }
    throw Refusal.request(
        roots.isEmpty()
            ? String.format(
                Locale.ROOT,
                "%s '%s': there is no folder '%s' in it; expected VOCdevkit/VOC2012 as it is unpacked.",
                NAME,
                path,
                SPLITS)
            : String.format(
                Locale.ROOT,
                "%s '%s' holds several data sets: %s. Name one of them.",
                NAME,
                path,
                roots.stream().map(Path::toString).collect(Collectors.joining(", "))));
  }

  private static boolean isRoot(Path folder) {
    return Files.isDirectory(folder.resolve(SPLITS));
  }

  private static Stream<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    return LayoutFiles.entries(folder).stream().filter(Files::isDirectory);
  }

  private static String splits(Path root) {
    try (Stream<Path> files = Files.list(root.resolve(SPLITS))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".txt"))
          .map(FolderLayout::stem)
          .sorted()
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      return "unknown, the folder cannot be listed";
    }
  }

  @Override
  public Pixels picture(String key, int channels) {
    return ImageFiles.read(picture(key), channels);
  }

  @Override
  public String pictureSha256(String key) {
    return LayoutFiles.sha256(picture(key));
  }

  private Path picture(String key) {
    return root.resolve("JPEGImages").resolve(key + ".jpg");
  }

  private Path maskFile(String key) {
    return root.resolve("SegmentationClass").resolve(key + ".png");
  }

  @Override
  public boolean hasMask(String key) {
    return hasMasks && Files.exists(maskFile(key));
  }

  @Override
  public MaskClass maskClass(Optional<String> text) {
    return IDS.choice(text);
  }

  @Override
  public Optional<Mask> mask(String key, MaskClass choice) {
    return ids(key).map(ids -> ids.mask(object(ids, choice), id -> id == IGNORED));
  }

  private static IntPredicate object(IdMap ids, MaskClass choice) {
    return switch (choice.kind()) {
      case ID -> id -> id == choice.id();
      case LABEL -> {
        OptionalInt own = ids.mostFrequent(VocLayout::isObject);
        yield own.isPresent() ? id -> id == own.getAsInt() : id -> false;
      }
      default -> VocLayout::isObject;
    };
  }

  private static boolean isObject(int id) {
    return id != 0 && id != IGNORED;
  }

  /** Empty if there is no mask. */
  private Optional<IdMap> ids(String key) {
    Path file = maskFile(key);
    if (!hasMask(key)) {
      return Optional.empty();
    }
    IdMap ids = IdMap.read(file);
    ids.requireOnly(file, id -> id <= VocClasses.NAMES.size() || id == IGNORED, classes());
    return Optional.of(ids);
  }

  private static String classes() {
    return "0 (background), 1 to " + VocClasses.NAMES.size() + " and 255 (ignored)";
  }

  @Override
  public String maskName(String key) {
    return key + ".png";
  }

  @Override
  public String expectedMask(String key) {
    return "expected '" + maskFile(key) + "'. Download the data set again.";
  }

  @Override
  public String maskSha256(String key) {
    return hasMasks ? LayoutFiles.sha256(maskFile(key)) : "";
  }

  @Override
  public Optional<String> label(String key) {
    return ids(key)
        .map(ids -> ids.mostFrequent(VocLayout::isObject))
        .filter(OptionalInt::isPresent)
        .map(id -> VocClasses.NAMES.get(id.getAsInt() - 1));
  }

  @Override
  public List<String> labels() {
    return hasMasks ? VocClasses.NAMES : List.of();
  }

  @Override
  public boolean labelsAreIndexed() {
    return false;
  }
}
