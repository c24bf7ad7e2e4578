package vitexplain.dataset.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.ImageBytes;
import vitexplain.image.codec.Orientation;
import vitexplain.image.codec.PictureKind;
import vitexplain.image.codec.Pixels;
import vitexplain.image.codec.PngDecoder;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/**
 * ImageNet-S: pictures in {@code SPLIT/WNID/NAME.JPEG}, masks in {@code
 * SPLIT-segmentation/WNID/NAME.png} and the classes' WordNet ids in {@code
 * ImageNetS_categories_im919.txt}, or 50 or 300, where the first line is class 1. The label is the
 * folder. Keys are {@code WNID/NAME}.
 *
 * <p>The id of a mask's pixel is its red plus 256 times its green: {@value #OTHER} is no class,
 * {@value #IGNORED} counts nowhere. Source: Gao et al. 2022, arXiv:2106.03149.
 */
final class ImageNetSLayout implements Layout {
  static final String NAME = "imagenet-s";

  private static final String USUAL_SPLIT = "validation";
  private static final String MASKS = "-segmentation";
  private static final int OTHER = 0;
  private static final int IGNORED = 1000;

  private static final List<String> CATEGORY_FILES =
      Stream.of("50", "300", "919").map(n -> "ImageNetS_categories_im" + n + ".txt").toList();

  private final Path pictures;
  private final Path masks;
  private final boolean hasMasks;
  private final List<String> categories;
  private final Map<String, String> files;
  private final List<String> keys;
  private final MaskIds ids;
  private final List<String> remarks;

  private ImageNetSLayout(
      Path pictures,
      Path masks,
      List<String> categories,
      Map<String, String> files,
      List<String> remarks) {
    this.pictures = pictures;
    this.masks = masks;
    this.hasMasks = Files.isDirectory(masks);
    this.categories = categories;
    this.files = files;
    this.keys = List.copyOf(files.keySet());
    this.ids = MaskIds.of(NAME, categories, true);
    this.remarks = remarks;
  }

  /**
   * Lists the files.
   *
   * @param split {@value #USUAL_SPLIT} if empty
   * @throws Refusal of the kind REQUEST if there is no such split or no file of categories, or a
   *     folder is none of them
   */
  static ImageNetSLayout open(Path root, Optional<String> split) {
    String chosen = split.orElse(USUAL_SPLIT);
    Path pictures = root.resolve(chosen);
    if (!Files.isDirectory(pictures)) {
      throw refusal(
          root,
          String.format(
              Locale.ROOT,
              "there is no folder '%s'. Expected SPLIT/WNID/NAME.JPEG, SPLIT-segmentation/WNID/NAME.png and %s",
              pictures,
              CATEGORY_FILES.get(CATEGORY_FILES.size() - 1)));
    }
    List<String> remarks = new ArrayList<>();
    Map<String, List<String>> byClass = listed(pictures, remarks);
    if (byClass.isEmpty()) {
      throw refusal(root, "no folder in '" + pictures + "' holds a JPEG or PNG file");
    }
    List<String> categories = categories(root, byClass.keySet());
    return new ImageNetSLayout(
        pictures,
        root.resolve(chosen + MASKS),
        categories,
        keyed(pictures, byClass),
        List.copyOf(remarks));
  }

  /** Names of pictures by the name of their folder, both sorted. */
  private static Map<String, List<String>> listed(Path pictures, List<String> remarks) {
    Map<String, List<String>> byClass = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (Path folder : LayoutFiles.entries(pictures)) {
      String name = folder.getFileName().toString();
      if (!name.startsWith(".")) {
        List<String> held =
            Files.isDirectory(folder)
                ? LayoutFiles.entries(folder).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(ImageNetSLayout::isPicture)
                    .toList()
                : List.of();
        if (held.isEmpty()) {
          others.add(name);
        } else {
          byClass.put(name, held);
        }
      }
    }
    if (!others.isEmpty()) {
      remarks.add(
          "left out of '"
              + pictures
              + "': "
              + Excerpt.of(others)
              + ", which are no folders of JPEG or PNG files.");
    }
    return byClass;
  }

  private static boolean isPicture(String name) {
    return !name.startsWith(".")
        && PictureKind.ofName(name).filter(PictureKind::isRead).isPresent();
  }

  private static Map<String, String> keyed(Path pictures, Map<String, List<String>> byClass) {
    Map<String, String> files = new LinkedHashMap<>();
    byClass.forEach(
        (folder, names) ->
            names.forEach(
                name -> {
                  String key = folder + "/" + FolderLayout.stem(name);
                  String other = files.put(key, folder + "/" + name);
                  if (other != null) {
                    throw refusal(
                        pictures,
                        String.format(
                            Locale.ROOT,
                            "'%s/%s' and '%s' would share the mask '%s.png'. Take one of them out",
                            folder,
                            name,
                            other,
                            key));
                  }
                }));
    return files;
  }

  /**
   * The only list that has all folders; where several have, the one that has no others. Each list
   * has its own numbers, so a wrong one would give other objects.
   */
  private static List<String> categories(Path root, Set<String> folders) {
    List<Path> there = CATEGORY_FILES.stream().map(root::resolve).filter(Files::exists).toList();
    if (there.isEmpty()) {
      throw refusal(
          root,
          "there is none of "
              + String.join(", ", CATEGORY_FILES)
              + ", which say what the numbers in the masks are. Put the data set's own there");
    }
    List<List<String>> lists = there.stream().map(ImageNetSLayout::categories).toList();
    List<List<String>> fitting = lists.stream().filter(list -> list.containsAll(folders)).toList();
    List<List<String>> exact =
        fitting.stream().filter(list -> list.size() == folders.size()).toList();
    if (exact.size() == 1) {
      return exact.get(0);
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String names =
        there.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    if (fitting.isEmpty()) {
      Set<String> unknown = new HashSet<>(folders);
      lists.forEach(unknown::removeAll);
      throw refusal(
          root,
          String.format(
              Locale.ROOT,
              "%s has no line for the folders %s",
              names,
              Excerpt.of(unknown.stream().sorted().toList())));
    }
    throw refusal(
        root, "the folders fit several of " + names + ". Leave the data set's own there alone");
  }

  private static List<String> categories(Path file) {
    List<String> categories =
        LayoutFiles.lines("categories", file, "Put the data set's own there.").stream()
            .map(line -> line.split("\\s", 2)[0])
            .toList();
    if (Set.copyOf(categories).size() < categories.size() || categories.size() >= IGNORED) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "categories '%s': %d lines, %d of them different; expected one class a line, fewer than %d.",
              file,
              categories.size(),
              Set.copyOf(categories).size(),
              IGNORED));
    }
    return categories;
  }

  private static Refusal refusal(Path root, String problem) {
    return Refusal.request(String.format(Locale.ROOT, "%s '%s': %s.", NAME, root, problem));
  }

  @Override
  public List<String> keys() {
    return keys;
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public Pixels picture(String key, int channels) {
    return ImageFiles.read(pictures.resolve(files.get(key)), channels);
  }

  @Override
  public String pictureSha256(String key) {
    return LayoutFiles.sha256(pictures.resolve(files.get(key)));
  }

  @Override
  public boolean hasMasks() {
    return hasMasks;
  }

  @Override
  public MaskClass maskClass(Optional<String> text) {
    return ids.choice(text);
  }

  @Override
  public Optional<Mask> mask(String key, MaskClass choice) {
    Path file = maskFile(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    int chosen =
        switch (choice.kind()) {
          case ANY -> OTHER;
          case LABEL -> 1 + categories.indexOf(folder(key));
          case ID -> choice.id();
          case BLACK_AND_WHITE -> throw new IllegalArgumentException("the masks hold ids");
        };
    return Optional.of(mask(file, chosen));
  }

  /**
   * @param chosen an id, or {@value #OTHER} for every class
   */
  private Mask mask(Path file, int chosen) {
    Pixels pixels = pixels(file);
    boolean[] foreground = new boolean[pixels.width() * pixels.height()];
    BitSet ignored = new BitSet();
    for (int i = 0; i < foreground.length; i++) {
      int id = id(file, pixels, i);
      ignored.set(i, id == IGNORED);
      foreground[i] = id != IGNORED && (chosen == OTHER ? id != OTHER : id == chosen);
    }
    return new Mask(pixels.width(), pixels.height(), foreground, ignored);
  }

  private int id(Path file, Pixels pixels, int place) {
    int row = place / pixels.width();
    int column = place % pixels.width();
    int id = pixels.at(row, column, 0) + (pixels.at(row, column, 1) << Byte.SIZE);
    if (pixels.at(row, column, 2) != 0 || (id > categories.size() && id != IGNORED)) {
      throw Refusal.file(
          "mask",
          file,
          String.format(
              Locale.ROOT,
              "a pixel has the colour (%d, %d, %d), which is no class: expected red + 256 green from 0 to %d or %d, and no blue.",
              pixels.at(row, column, 0),
              pixels.at(row, column, 1),
              pixels.at(row, column, 2),
              categories.size(),
              IGNORED));
    }
    return id;
  }

  private static Pixels pixels(Path file) {
    ImageBytes encoded = ImageBytes.read("mask", file);
    if (encoded.kind() != PictureKind.PNG) {
      throw Refusal.file("mask", file, "is a JPEG, which changes ids; expected PNG.");
    }
    return encoded.decode(ImageNetSLayout::upright);
  }

  private static Pixels upright(byte[] bytes) throws IOException {
    return Orientation.of(bytes).upright(PngDecoder.decode(bytes)).rgb();
  }

  private Path maskFile(String key) {
    return masks.resolve(key + ".png");
  }

  private static String folder(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  @Override
  public String maskName(String key) {
    return key + ".png";
  }

  @Override
  public String expectedMask(String key) {
    return String.format(
        Locale.ROOT, "expected '%s'. Add it, or leave the image out.", maskFile(key));
  }

  @Override
  public String maskSha256(String key) {
    return LayoutFiles.sha256(maskFile(key));
  }

  @Override
  public Optional<String> label(String key) {
    return Optional.of(folder(key));
  }

  /** The folders that there are: a split may hold some classes alone. */
  @Override
  public List<String> labels() {
    return keys.stream().map(ImageNetSLayout::folder).distinct().toList();
  }
}
