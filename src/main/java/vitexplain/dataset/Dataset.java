package vitexplain.dataset;

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
import java.util.TreeMap;
import java.util.stream.IntStream;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.dataset.layout.DataReference;
import vitexplain.dataset.layout.FolderLayout;
import vitexplain.dataset.layout.Layout;
import vitexplain.dataset.layout.Layouts;
import vitexplain.image.codec.PictureKind;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;
import vitexplain.run.RunFolder;

/**
 * Images with, perhaps, a mask and a label each: chosen keys, in order, of a data set in any
 * layout, with the object that counts in its masks and what its labels mean. Nothing of an image is
 * opened before its turn. Any thread may ask.
 */
public final class Dataset {
  /** Images that tell one data set from another of the same names. */
  private static final int SAMPLED = 4;

  private final List<String> images;
  private final Layout layout;
  private final DatasetReference reference;
  private final ClassLabels labels;

  /**
   * All images of a data set that is open.
   *
   * @throws Refusal if the label map is of another data set
   */
  public Dataset(Layout layout, DatasetReference reference) {
    this(layout.keys(), layout, reference, new ClassLabels(layout, reference.map()));
    reference.map().requireFits(layout.labels());
  }

  private Dataset(
      List<String> images, Layout layout, DatasetReference reference, ClassLabels labels) {
    this.images = List.copyOf(images);
    this.layout = layout;
    this.reference = reference;
    this.labels = labels;
  }

  /**
   * Opens a data set.
   *
   * @param maskClass the object of a mask by the data set's own ids and names; empty for its usual
   *     choice
   * @param map what its labels mean
   * @throws Refusal if it is not there, its index is broken, or there is no such object
   */
  public static Dataset open(DataReference data, Optional<String> maskClass, LabelMap map) {
    Layout layout = Layouts.open(data);
    return new Dataset(layout, new DatasetReference(data, layout.maskClass(maskClass), map));
  }

  /** Lists a folder whose masks are black and white. Throws as the other. */
  public static Dataset open(Path images, Optional<Path> masks, Optional<Path> labelFile) {
    return open(images, masks, MaskClass.BLACK_AND_WHITE, labelFile, LabelMap.NONE);
  }

  /**
   * Lists a folder; nothing is decoded yet.
   *
   * @param masks a folder in which some image has a mask
   * @param choice the object where masks are maps of ids
   * @param labelFile CSV with one column of file names and one of classes
   * @param map what labels mean beyond the model's class names
   * @throws Refusal if a folder is missing or empty, no image has a mask, or the labels cannot be
   *     read
   */
  public static Dataset open(
      Path images, Optional<Path> masks, MaskClass choice, Optional<Path> labelFile, LabelMap map) {
    Dataset data = withMasksIfAny(images, masks, choice, labelFile, map);
    if (data.layout instanceof FolderLayout folder) {
      folder.requireAnyMask();
    }
    return data;
  }

  /**
   * As {@link #open(Path, Optional, MaskClass, Optional, LabelMap)}, where none may have a mask.
   */
  public static Dataset withMasksIfAny(
      Path images, Optional<Path> masks, MaskClass choice, Optional<Path> labelFile, LabelMap map) {
    return new DatasetReference(DataReference.ofFolder(images, masks, labelFile), choice, map)
        .open();
  }

  /** The images' keys, in order: their names in every table. */
  public List<String> images() {
    return images;
  }

  /** The data set on disk; it may have more images. */
  public Layout layout() {
    return layout;
  }

  /** What another process opens it by. */
  public DatasetReference reference() {
    return reference;
  }

  /** What the user sees before anything is computed: one sentence each. */
  public List<String> remarks() {
    return layout.remarks();
  }

  private Dataset with(List<String> chosen) {
    return new Dataset(chosen, layout, reference, labels);
  }

  /** The same images in an order drawn at random. */
  public Dataset shuffled(long seed) {
    List<String> order = new ArrayList<>(images);
    Collections.shuffle(order, new Random(seed));
    return with(order);
  }

  /** The images before a number, all if there are no more. */
  public Dataset first(int count) {
    return with(images.subList(0, Math.min(count, images.size())));
  }

  /** The images from one place to before another, 0-based. */
  Dataset range(int from, int to) {
    return with(images.subList(from, to));
  }

  /** The first images, evenly spaced over the whole so that every class has its share. */
  public Dataset subset(int count) {
    if (count >= images.size()) {
      return this;
    }
    return with(
        IntStream.range(0, count)
            .mapToObj(i -> images.get((int) ((long) i * images.size() / count)))
            .toList());
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
                reference.data().path(),
                stem));
      }
    }
    return this;
  }

  /** SHA-256 of the images' names and bytes together. Reads every file. */
  public String contentSha256() {
    return Sha256.of(images.stream().map(name -> sha256(name) + " " + name).toList());
  }

  /**
   * SHA-256 of a few evenly spaced images and their masks: parts of one evaluation that were given
   * other files of the same names differ in it, though none of them reads all.
   */
  public String sampleSha256() {
    return Sha256.of(
        subset(SAMPLED).images().stream()
            .map(name -> sha256(name) + " " + maskSha256(name) + " " + name)
            .toList());
  }

  /** SHA-256 of an image's bytes; empty if they cannot be read. */
  public String sha256(String name) {
    return layout.pictureSha256(name);
  }

  /** Likewise of its mask; empty also if it has none. */
  public String maskSha256(String name) {
    return layout.maskSha256(name);
  }

  /**
   * SHA-256 of what index files say of labels: of every label by its image or, where labels are
   * told from masks, whose own hashes tell them apart, of the vocabulary.
   */
  public String labelsSha256() {
    if (!layout.labelsAreIndexed()) {
      return Sha256.of(layout.labels());
    }
    Map<String, String> known = new TreeMap<>();
    layout.keys().forEach(key -> layout.label(key).ifPresent(label -> known.put(key, label)));
    return Sha256.of(known);
  }

  /**
   * Decodes one image.
   *
   * @param channels 1 or 3
   */
  public Pixels image(String name, int channels) {
    return layout.picture(name, channels);
  }

  /** Whether images have masks, though not all need have one. */
  public boolean hasMasks() {
    return layout.hasMasks();
  }

  /**
   * An image's mask; empty if the data set has no masks.
   *
   * @param label index of the image's true class; read only where it chooses the mask's object
   * @throws Refusal if the image has none while others may, or it is of another size
   */
  public Optional<Mask> mask(String name, Pixels image, OptionalInt label) {
    if (!hasMasks()) {
      return Optional.empty();
    }
    Optional<Mask> mask = maskIfAny(name, image, label);
    if (mask.isEmpty()) {
      throw Refusal.input(
          String.format(
              Locale.ROOT, "image '%s' has no mask: %s", name, layout.expectedMask(name)));
    }
    return mask;
  }

  /** As {@link #mask}, and empty also if other images have masks and this one has none. */
  public Optional<Mask> maskIfAny(String name, Pixels image, OptionalInt label) {
    if (!layout.hasMask(name)) {
      return Optional.empty();
    }
    return layout
        .mask(name, layout.ofClass(reference.choice(), name, label))
        .map(mask -> mask.requireSize(layout.maskName(name), image.width(), image.height(), name));
  }

  /**
   * An image's true classes, of which any is right: one, or as many as a label map names for its
   * label; none if it has no label, or one that is no class of the model.
   *
   * @param classes the model's class names, in logit order
   * @throws Refusal if the label was written for the model and is neither one of its classes nor an
   *     index, or may mean two of them
   */
  public List<Integer> classes(String name, List<String> classes) {
    return labels.of(name, classes);
  }

  /**
   * The same where one will do; of several, the first that the label map names.
   *
   * @throws Refusal as {@link #classes}
   */
  public OptionalInt label(String name, List<String> classes) {
    return classes(name, classes).stream().mapToInt(k -> k).findFirst();
  }

  /**
   * How many of the images have a label that is a class of the model; every label is looked up, so
   * that none is found wrong when half the work is done.
   *
   * @param classes the model's class names, in logit order
   * @throws Refusal as {@link #classes}
   */
  public LabelCount labelled(List<String> classes) {
    return labels.count(images, classes);
  }

  /** A key in names of files made of it: without a picture's ending, folders become {@code _}. */
  public static String stem(String key) {
    int dot = key.lastIndexOf('.');
    boolean ending = dot > 0 && PictureKind.ofName(key).isPresent();
    return (ending ? key.substring(0, dot) : key).replaceAll("[/\\\\:]", "_");
  }
}
