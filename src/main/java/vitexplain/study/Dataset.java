package vitexplain.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;
import vitexplain.image.Mask;
import vitexplain.image.Pixels;

/**
 * Images with, perhaps, a mask and a label each.
 *
 * @param images file names in order, with their endings
 * @param imageFolder where they lie
 * @param maskFolder where masks lie, {@code NAME.png} for an image {@code NAME.jpg}
 * @param labels class names or indices by file name; empty if there are none
 */
public record Dataset(
    List<String> images, Path imageFolder, Optional<Path> maskFolder, Map<String, String> labels) {

  public Dataset {
    images = List.copyOf(images);
    labels = Map.copyOf(labels);
  }

  /**
   * Lists a folder; nothing is decoded yet.
   *
   * @param labelFile CSV with one column of file names and one of classes
   * @throws Refusal if a folder is missing or empty, or the labels cannot be read
   */
  public static Dataset open(Path images, Optional<Path> masks, Optional<Path> labelFile) {
    List<String> names =
        ImageFiles.list(images).stream().map(file -> file.getFileName().toString()).toList();
    masks.ifPresent(ImageFiles::list);
    return new Dataset(
        names, images, masks, labelFile.map(file -> Labels.read(file, names)).orElse(Map.of()));
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
    return new Dataset(chosen, imageFolder, maskFolder, labels);
  }

  /**
   * Decodes one image.
   *
   * @param channels 1 or 3
   */
  public Pixels image(String name, int channels) {
    return ImageFiles.read(imageFolder.resolve(name), channels);
  }

  /** Where an image's mask would lie; empty if the data set has no masks. */
  public Optional<Path> maskFile(String name) {
    return maskFolder.map(folder -> folder.resolve(stem(name) + ".png"));
  }

  /**
   * An image's mask; empty if the data set has no masks.
   *
   * @throws Refusal if the image has none while others may, or it is of another size
   */
  public Optional<Mask> mask(String name, Pixels image) {
    return maskFile(name)
        .map(
            file -> {
              if (!Files.exists(file)) {
                throw Refusal.input(
                    "image '%s' has no mask: expected '%s'. Add it, or leave --masks out."
                        .formatted(name, file));
              }
              return Mask.read(file)
                  .requireSize(file.getFileName().toString(), image.width(), image.height(), name);
            });
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
