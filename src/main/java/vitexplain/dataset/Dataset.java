package vitexplain.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.image.ImageFiles;
import vitexplain.image.ImageListing;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;
import vitexplain.run.RunFolder;

/**
 * Images with, perhaps, a mask and a label each.
 *
 * @param images file names in order, with their endings
 * @param imageFolder where they lie
 * @param masks where masks lie; empty if there are none
 * @param labels class names or indices by file name; empty if there are none
 * @param leftOut one sentence on what of the image folder is left out; empty if nothing is
 */
public record Dataset(
    List<String> images,
    Path imageFolder,
    Optional<MaskFolder> masks,
    Map<String, String> labels,
    Optional<String> leftOut) {

  public Dataset {
    images = List.copyOf(images);
    labels = Map.copyOf(labels);
  }

  /** Lists a folder whose masks are black and white. Throws as the other. */
  public static Dataset open(Path images, Optional<Path> masks, Optional<Path> labelFile) {
    return open(images, masks, MaskClass.BLACK_AND_WHITE, labelFile);
  }

  /**
   * Lists a folder; nothing is decoded yet.
   *
   * @param masks a folder in which some image has a mask
   * @param choice the object where masks are maps of ids
   * @param labelFile CSV with one column of file names and one of classes
   * @throws Refusal if a folder is missing or empty, no image has a mask, or the labels cannot be
   *     read
   */
  public static Dataset open(
      Path images, Optional<Path> masks, MaskClass choice, Optional<Path> labelFile) {
    Dataset data = withMasksIfAny(images, masks, choice, labelFile);
    data.masks().ifPresent(folder -> folder.requireAny(data.images()));
    return data;
  }

  /** As {@link #open(Path, Optional, MaskClass, Optional)}, where none may have a mask. */
  public static Dataset withMasksIfAny(
      Path images, Optional<Path> masks, MaskClass choice, Optional<Path> labelFile) {
    ImageListing listing = ImageListing.of(images);
    List<String> names =
        listing.images().stream().map(file -> file.getFileName().toString()).toList();
    return new Dataset(
        names,
        listing.folder(),
        masks.map(folder -> MaskFolder.of(folder, names, choice)),
        labelFile.map(file -> Labels.read(file, names)).orElse(Map.of()),
        listing.remark());
  }

  /** What the user sees before anything is computed: one sentence each. */
  public List<String> remarks() {
    return Stream.concat(leftOut.stream(), masks.flatMap(folder -> folder.remark(images)).stream())
        .toList();
  }

  /** The same images in an order drawn at random. */
  public Dataset shuffled(long seed) {
    List<String> order = new ArrayList<>(images);
    Collections.shuffle(order, new Random(seed));
    return new Dataset(order, imageFolder, masks, labels, leftOut);
  }

  /** The images before a number, all if there are no more. */
  public Dataset first(int count) {
    return new Dataset(
        images.subList(0, Math.min(count, images.size())), imageFolder, masks, labels, leftOut);
  }

  /** The first images, evenly spaced over the whole so that every class has its share. */
  public Dataset subset(int count) {
    if (count >= images.size()) {
      return this;
    }
    List<String> chosen =
        IntStream.range(0, count)
            .mapToObj(i -> images.get((int) ((long) i * images.size() / count)))
            .toList();
    return new Dataset(chosen, imageFolder, masks, labels, leftOut);
  }

  /**
   * Refuses images whose heatmaps and masks could not be told apart: equal names but for the
   * ending, the case of letters or how an accent is coded, which some file systems do not keep.
   *
   * @throws Refusal naming two of them
   */
  public Dataset requireDistinctStems() {
    Map<String, String> seen = new HashMap<>();
    for (String name : images) {
      String stem = Normalizer.normalize(RunFolder.stem(name), Normalizer.Form.NFC);
      String other = seen.put(stem.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "images '%s' and '%s' in '%s' would share the heatmap and the mask '%s.png'. Rename one of them or move it to another folder.",
                other,
                name,
                imageFolder,
                stem));
      }
    }
    return this;
  }

  /** SHA-256 of the images' names and bytes together. Reads every file. */
  public String contentSha256() {
    return Sha256.of(images.stream().map(name -> sha256(name) + " " + name).toList());
  }

  /** SHA-256 of an image's file; empty if it cannot be read. */
  public String sha256(String name) {
    return hash(imageFolder.resolve(name));
  }

  /** Likewise of its mask; empty also if it has none. */
  public String maskSha256(String name) {
    return maskFile(name).filter(Files::isRegularFile).map(Dataset::hash).orElse("");
  }

  private static String hash(Path file) {
    try {
      return Sha256.of(file);
    } catch (Refusal unreadable) {
      return ""; // decoding it says why
    }
  }

  /**
   * Decodes one image.
   *
   * @param channels 1 or 3
   */
  public Pixels image(String name, int channels) {
    return ImageFiles.read(imageFolder.resolve(name), channels);
  }

  /** Where an image's mask lies; empty if it has none. */
  public Optional<Path> maskFile(String name) {
    return masks.flatMap(folder -> folder.file(name));
  }

  /**
   * An image's mask; empty if the data set has no masks.
   *
   * @param label index of the image's true class; read only where it chooses the mask's object
   * @throws Refusal if the image has none while others may, or it is of another size
   */
  public Optional<Mask> mask(String name, Pixels image, OptionalInt label) {
    return masks.map(folder -> mask(folder, name, image, label));
  }

  private Mask mask(MaskFolder folder, String name, Pixels image, OptionalInt label) {
    Path file =
        folder
            .file(name)
            .orElseThrow(
                () ->
                    Refusal.input(
                        String.format(
                            Locale.ROOT,
                            "image '%s' has no mask: expected '%s'. Add it, or leave --masks out.",
                            name,
                            folder.expected(name))));
    return Mask.read(file, folder.choice().ofLabel(name, label))
        .requireSize(file.getFileName().toString(), image.width(), image.height(), name);
  }

  /**
   * An image's true class; empty if it has no label.
   *
   * @param classes the model's class names, in logit order
   * @throws Refusal if the label is neither one of them nor an index, or may mean two of them
   */
  public OptionalInt label(String name, List<String> classes) {
    String label = labels.get(name);
    return label == null ? OptionalInt.empty() : OptionalInt.of(Labels.index(name, label, classes));
  }

  /**
   * How many of the images have a label; every label is looked up, so that none is found wrong when
   * half the work is done.
   *
   * @param classes the model's class names, in logit order
   * @throws Refusal as {@link #label}
   */
  public int labelled(List<String> classes) {
    return (int) images.stream().filter(name -> label(name, classes).isPresent()).count();
  }

  /** A file name without its ending. */
  public static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 1 ? name : name.substring(0, dot);
  }
}
