package vitexplain.cli.option;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.image.mask.MaskClass;

/** Which images, and what is known about them: masks, the object of a mask, labels. */
public final class DataOptions {

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "JPEG and PNG files in a folder, or one such file (default: of explain, the folder images; of evaluate, the embedded"
              + " scenes, for the models demo and shape:NAME alone)")
  private Path images;

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "NAME.png, NAME_mask.png or NAME.jpg.png for each image NAME.jpg: white = object, or see"
              + " --mask-class (default: of explain, the folder masks, if there is one)")
  private Path masks;

  @Option(
      names = "--mask-class",
      paramLabel = "C",
      converter = Reader.class,
      description =
          "where masks are maps of ids (palette or grey PNG, 0 = background, 255 = ignored by every"
              + " score), the object: any = every id, label = the id that equals the index of the"
              + " image's label, one ID, or a class of PASCAL VOC by its name (default: masks must be black and white)")
  private MaskClass maskClass = MaskClass.BLACK_AND_WHITE;

  @Option(
      names = "--labels",
      paramLabel = "CSV",
      description =
          "columns image (file name, with or without ending and folders) and label (class name,"
              + " index or index:N)")
  private Path labels;

  public MaskClass maskClass() {
    return maskClass;
  }

  /**
   * What the options name; empty without {@code --images}.
   *
   * @throws Refusal if one of the others is given without {@code --images}, or {@code --mask-class}
   *     has no masks or no labels to choose by
   */
  public Optional<Dataset> open() {
    if (images == null && (masks != null || labels != null)) {
      throw Refusal.request("--masks and --labels need --images too");
    }
    requireMaskClass(masks != null);
    return Optional.ofNullable(images)
        .map(
            folder ->
                Dataset.open(
                    folder, Optional.ofNullable(masks), maskClass, Optional.ofNullable(labels)));
  }

  /**
   * What the options name, with usual folders in the place of those that are not given.
   *
   * @param usualMasks read if it is there; it may hold the masks of other images
   * @throws Refusal as {@link #open()}
   */
  public Dataset openOr(Path usualImages, Path usualMasks) {
    Path folder = images == null ? usualImages : images;
    Optional<Path> usual = Optional.of(usualMasks).filter(Files::isDirectory);
    requireMaskClass(masks != null || usual.isPresent());
    return masks == null
        ? Dataset.withMasksIfAny(folder, usual, maskClass, Optional.ofNullable(labels))
        : Dataset.open(folder, Optional.of(masks), maskClass, Optional.ofNullable(labels));
  }

  private void requireMaskClass(boolean anyMasks) {
    if (maskClass.kind() != MaskClass.Kind.BLACK_AND_WHITE && !anyMasks) {
      throw Refusal.request("--mask-class needs --masks too");
    }
    if (maskClass.kind() == MaskClass.Kind.LABEL && labels == null) {
      throw Refusal.request("--mask-class label needs --labels too. Or give any, or an id.");
    }
  }

  /**
   * Looks every label up and says, also with {@code --quiet}, how many images have one: labels of
   * half the images give other results.
   *
   * @param classes the model's class names, in logit order
   * @throws Refusal if a label is no class of the model
   */
  public void checkLabels(Dataset data, List<String> classes, PrintWriter err) {
    int labelled = data.labelled(classes);
    if (labels != null) {
      err.println(labelled + " of " + data.images().size() + " images have a label");
    }
  }

  /** The text of {@code --mask-class}. */
  static final class Reader implements ITypeConverter<MaskClass> {
    @Override
    public MaskClass convert(String text) {
      try {
        return MaskClass.parse(text);
      } catch (Refusal refusal) {
        throw new TypeConversionException(refusal.getMessage());
      }
    }
  }
}
