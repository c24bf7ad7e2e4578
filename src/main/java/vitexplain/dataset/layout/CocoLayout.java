package vitexplain.dataset.layout;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.ColumnMask;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/**
 * COCO: {@code annotations/instances_SPLIT.json} and the pictures in {@code SPLIT/} or {@code
 * images/SPLIT/}. Keys are file names.
 *
 * <p>An object is all parts of all annotations of its category; an instance's label is the category
 * of most pixels, of equals the one of the lowest id. Pixels of a crowd are ignored where the
 * chosen object is not. A picture without annotations has an empty mask and no label. Source: Lin
 * et al. 2014, arXiv:1405.0312.
 */
final class CocoLayout implements Layout {
  static final String NAME = "coco";

  private static final String ANNOTATIONS = "annotations";
  private static final String PREFIX = "instances_";
  private static final String ENDING = ".json";
  private static final String USUAL_SPLIT = "val2017";

  private final Path pictures;
  private final CocoIndex index;
  private final List<String> keys;
  private final MaskIds ids;

  private CocoLayout(Path pictures, CocoIndex index) {
    this.pictures = pictures;
    this.index = index;
    this.keys = List.copyOf(index.pictures().keySet());
    this.ids = new MaskIds(NAME, index.categories(), true);
  }

  /**
   * Reads the annotations.
   *
   * @param split such as {@code val2017}; if empty, the only one that there is, else that
   * @throws Refusal of the kind REQUEST if files are missing or the annotations are broken
   */
  static CocoLayout open(Path root, Optional<String> split) {
    Path annotations = root.resolve(ANNOTATIONS);
    if (!Files.isDirectory(annotations)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s': there is no folder '%s'. Expected annotations/instances_SPLIT.json and the pictures in SPLIT/.",
              NAME,
              root,
              annotations));
    }
    List<String> splits = splits(annotations);
    String chosen = split.orElseGet(() -> splits.size() == 1 ? splits.get(0) : USUAL_SPLIT);
    if (!splits.contains(chosen)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s '%s': there is no '%s' in '%s'. %s",
              NAME,
              root,
              PREFIX + chosen + ENDING,
              annotations,
              splits.isEmpty()
                  ? "Put it there."
                  : "Name a split that there is, as in " + NAME + ":PATH#" + splits.get(0) + "."));
    }
    return new CocoLayout(
        pictures(root, chosen),
        CocoIndexReader.read(annotations.resolve(PREFIX + chosen + ENDING)));
  }

  /** In SPLIT, or in images/SPLIT, where many unpack them. */
  private static Path pictures(Path root, String split) {
    for (Path folder : List.of(root.resolve(split), root.resolve("images").resolve(split))) {
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "%s '%s': there is no folder '%s'. Put the pictures of the split there.",
            NAME,
            root,
            root.resolve(split)));
  }

  private static List<String> splits(Path annotations) {
    return LayoutFiles.entries(annotations).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.startsWith(PREFIX) && name.endsWith(ENDING))
        .map(name -> name.substring(PREFIX.length(), name.length() - ENDING.length()))
        .toList();
  }

  @Override
  public List<String> keys() {
    return keys;
  }

  @Override
  public List<String> remarks() {
    return Stream.of(unlisted(), outlineless()).flatMap(Optional::stream).toList();
  }

  private Optional<String> unlisted() {
    return index.unlisted() == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "left out of '%s': %d annotations of images that it does not list.",
                index.file().getFileName(),
                index.unlisted()));
  }

  private Optional<String> outlineless() {
    long empty =
        index.pictures().values().stream().filter(each -> each.annotations().isEmpty()).count();
    return empty == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d of %d images have no annotation: their masks are empty and they have no label.",
                empty,
                index.pictures().size()));
  }

  @Override
  public Pixels picture(String key, int channels) {
    return ImageFiles.read(pictures.resolve(key), channels);
  }

  @Override
  public String pictureSha256(String key) {
    return LayoutFiles.sha256(pictures.resolve(key));
  }

  @Override
  public boolean hasMasks() {
    return true;
  }

  @Override
  public MaskClass maskClass(Optional<String> text) {
    return ids.choice(text);
  }

  @Override
  public Optional<Mask> mask(String key, MaskClass choice) {
    CocoIndex.Picture picture = index.pictures().get(key);
    Map<Integer, ColumnMask> objects = objects(key, picture);
    ColumnMask none = ColumnMask.empty(picture.width(), picture.height());
    ColumnMask object =
        switch (choice.kind()) {
          case ANY -> objects.values().stream().reduce(none, ColumnMask::or);
          case LABEL -> largest(objects).map(objects::get).orElse(none);
          case ID -> objects.getOrDefault(choice.id(), none);
          case BLACK_AND_WHITE ->
              throw new IllegalArgumentException("annotations are not black and white");
        };
    return Optional.of(object.mask(crowd(key, picture).without(object)));
  }

  /** The objects of a picture by their category's id, without crowds and what has no pixels. */
  private Map<Integer, ColumnMask> objects(String key, CocoIndex.Picture picture) {
    Map<Integer, ColumnMask> objects = new TreeMap<>();
    for (CocoIndex.Annotation annotation : picture.annotations()) {
      if (!annotation.crowd()) {
        objects.merge(annotation.category(), outline(key, picture, annotation), ColumnMask::or);
      }
    }
    objects.values().removeIf(object -> object.area() == 0);
    return objects;
  }

  private ColumnMask crowd(String key, CocoIndex.Picture picture) {
    return picture.annotations().stream()
        .filter(CocoIndex.Annotation::crowd)
        .map(annotation -> outline(key, picture, annotation))
        .reduce(ColumnMask.empty(picture.width(), picture.height()), ColumnMask::or);
  }

  private ColumnMask outline(
      String key, CocoIndex.Picture picture, CocoIndex.Annotation annotation) {
    try {
      if (!annotation.isOutlined()) {
        throw Refusal.input("it has no segmentation");
      }
      return CocoOutline.read(picture.width(), picture.height(), index.outline(annotation));
    } catch (Refusal refusal) {
      throw refusal.about(
          String.format(Locale.ROOT, "mask of image '%s', annotation %d", key, annotation.id()));
    }
  }

  /** The category of most pixels, of equals the first; empty if there is no object. */
  private static Optional<Integer> largest(Map<Integer, ColumnMask> objects) {
    return objects.entrySet().stream()
        .max(
            Comparator.comparing((Map.Entry<Integer, ColumnMask> each) -> each.getValue().area())
                .thenComparing(each -> -each.getKey()))
        .map(Map.Entry::getKey);
  }

  @Override
  public String maskName(String key) {
    return "annotations of " + key;
  }

  /** Of the outlines as they stand in the file. */
  @Override
  public String maskSha256(String key) {
    CocoIndex.Picture picture = index.pictures().get(key);
    List<String> lines = new ArrayList<>();
    lines.add(picture.width() + " " + picture.height());
    try {
      for (CocoIndex.Annotation each : picture.annotations()) {
        String outline = new String(index.outline(each), StandardCharsets.UTF_8);
        lines.add(each.category() + " " + each.crowd() + " " + outline);
      }
    } catch (Refusal unreadable) {
      return ""; // reading the mask says why
    }
    return Sha256.of(lines);
  }

  @Override
  public Optional<String> label(String key) {
    return largest(objects(key, index.pictures().get(key))).map(index.categories()::get);
  }

  @Override
  public List<String> labels() {
    return index.categories().values().stream().distinct().toList();
  }

  @Override
  public boolean labelsAreIndexed() {
    return false;
  }
}
