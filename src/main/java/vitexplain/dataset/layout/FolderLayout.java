package vitexplain.dataset.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;
import vitexplain.image.ImageListing;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/**
 * Pictures in a folder and, perhaps, masks in another and labels in a CSV file: what people lay out
 * themselves. Keys are file names.
 *
 * <p>Masks are black and white, or maps of ids; {@code label} is the id that equals the index of
 * the label among the model's classes.
 *
 * @param keys file names in order, with their endings
 * @param images where they lie
 * @param masks where masks lie; empty if there are none
 * @param labelByKey class names or indices; of those that have one
 * @param leftOut one sentence on what of the folder is left out; empty if nothing is
 */
public record FolderLayout(
    List<String> keys,
    Path images,
    Optional<MaskFolder> masks,
    Map<String, String> labelByKey,
    Optional<String> leftOut)
    implements Layout {

  public FolderLayout {
    keys = List.copyOf(keys);
    labelByKey = Map.copyOf(labelByKey);
  }

  /**
   * Lists a folder; nothing is decoded yet.
   *
   * @throws Refusal if a folder is missing or empty, or the labels cannot be read
   */
  static FolderLayout open(DataReference reference) {
    DataReference where = reference.beside().isEmpty() ? found(reference) : reference;
    ImageListing listing = ImageListing.of(where.at(DataReference.Beside.IMAGES).orElseThrow());
    List<String> names =
        listing.images().stream().map(file -> file.getFileName().toString()).toList();
    Optional<MaskFolder> masks =
        where
            .at(DataReference.Beside.MASKS)
            .map(
                folder ->
                    MaskFolder.of(
                        folder, where.written(DataReference.Beside.MASKS).orElseThrow(), names));
    Map<String, String> labels =
        where
            .at(DataReference.Beside.LABELS)
            .map(file -> Labels.read(file, names))
            .orElse(Map.of());
    return new FolderLayout(names, listing.folder(), masks, labels, listing.remark());
  }

  /** The usual names in one folder; masks and labels need not be there. */
  private static DataReference found(DataReference reference) {
    Path written = Path.of(reference.path());
    Path root = reference.root();
    if (!Files.isDirectory(root.resolve("images"))) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s': there is no folder '%s'. Put the pictures there, or name their folder with --images.",
              reference,
              written.resolve("images")));
    }
    DataReference usual =
        DataReference.ofFolder(
            written.resolve("images"),
            Optional.of(written.resolve("masks"))
                .filter(folder -> Files.isDirectory(root.resolve("masks"))),
            Optional.of(written.resolve("labels.csv"))
                .filter(file -> Files.isRegularFile(root.resolve("labels.csv"))));
    return new DataReference(
        usual.layout(), usual.path(), usual.split(), usual.beside(), reference.base());
  }

  /**
   * The same.
   *
   * @throws Refusal if it has a folder of masks and no picture has one
   */
  public FolderLayout requireAnyMask() {
    masks.ifPresent(folder -> folder.requireAny(keys));
    return this;
  }

  @Override
  public List<String> remarks() {
    return Stream.concat(leftOut.stream(), masks.flatMap(folder -> folder.remark(keys)).stream())
        .toList();
  }

  @Override
  public Pixels picture(String key, int channels) {
    return ImageFiles.read(images.resolve(key), channels);
  }

  @Override
  public String pictureSha256(String key) {
    return LayoutFiles.sha256(images.resolve(key));
  }

  @Override
  public boolean hasMasks() {
    return masks.isPresent();
  }

  @Override
  public boolean hasMask(String key) {
    return file(key).isPresent();
  }

  @Override
  public MaskClass maskClass(Optional<String> text) {
    return text.map(MaskClass::parse).orElse(MaskClass.BLACK_AND_WHITE);
  }

  @Override
  public MaskClass ofClass(MaskClass choice, String key, OptionalInt classIndex) {
    return choice.ofLabel(key, classIndex);
  }

  @Override
  public Optional<Mask> mask(String key, MaskClass choice) {
    return file(key).map(file -> Mask.read(file, choice));
  }

  private Optional<Path> file(String key) {
    return masks.flatMap(folder -> folder.file(key));
  }

  @Override
  public String maskName(String key) {
    return file(key).map(file -> file.getFileName().toString()).orElse(key);
  }

  @Override
  public String expectedMask(String key) {
    return String.format(
        Locale.ROOT,
        "expected '%s'. Add it, or leave --masks out.",
        masks.map(folder -> folder.expected(key).toString()).orElse(key));
  }

  @Override
  public String maskSha256(String key) {
    return file(key).map(LayoutFiles::sha256).orElse("");
  }

  @Override
  public Optional<String> label(String key) {
    return Optional.ofNullable(labelByKey.get(key));
  }

  @Override
  public List<String> labels() {
    return labelByKey.values().stream().distinct().sorted().toList();
  }

  @Override
  public boolean labelsNameClasses() {
    return true;
  }

  /** A file name without its ending. */
  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 1 ? name : name.substring(0, dot);
  }
}
