package vitexplain.cli.option;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.LabelCount;
import vitexplain.dataset.LabelMap;
import vitexplain.dataset.layout.DataReference;
import vitexplain.image.mask.MaskClass;

/** Which images, and what is known about them: masks, the object of a mask, labels. */
public final class DataOptions {
  private static final String NO_LABELS = "none";

  @Option(
      names = "--data",
      paramLabel = "LAYOUT:PATH[#SPLIT]",
      description =
          "a data set as it is downloaded, in place of --images, --masks and --labels: ${COMPLETION-CANDIDATES}",
      completionCandidates = LayoutNames.class)
  private String data;

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
      description =
          "where masks are maps of ids (0 = background; ignored pixels count in no score), the object:"
              + " any = every id, label = that of the image's label, one ID, or a NAME of the data set's own"
              + " (default with --data: label where there are labels, else any). With --masks: palette or"
              + " grey PNG, 255 = ignored, label = the id that equals the index of the label, a NAME is a class of PASCAL VOC"
              + " (default: masks must be black and white)")
  private String maskClass;

  @Option(
      names = "--labels",
      paramLabel = "CSV",
      description =
          "columns image (file name, with or without ending and folders) and label (class name,"
              + " index or index:N)")
  private Path labels;

  @Option(
      names = "--label-map",
      paramLabel = "CSV",
      description =
          "columns label (as the data set writes it) and class (name or index of the model's; several rows of"
              + " one label: any of them is right), or none: images have no label")
  private String labelMap;

  /** Where the data lie, as it was typed; empty if nothing was. */
  public Optional<Path> named() {
    return data == null
        ? Optional.ofNullable(images)
        : Optional.of(DataReference.parse(data).root());
  }

  /**
   * What the options name; empty without {@code --data} and {@code --images}.
   *
   * @throws Refusal if one of the others is given without them, both are given, or {@code
   *     --mask-class} has no masks or no labels to choose by
   */
  public Optional<Dataset> open() {
    if (data != null) {
      return Optional.of(opened());
    }
    if (images == null && (masks != null || labels != null || labelMap != null)) {
      throw Refusal.request(
          "--masks and --labels need --images too, --label-map needs --images or --data");
    }
    requireMaskClass(masks != null);
    return Optional.ofNullable(images)
        .map(
            folder ->
                Dataset.open(
                    folder,
                    Optional.ofNullable(masks),
                    ofFolder(),
                    csv(),
                    single(map(), ofFolder())));
  }

  /**
   * What the options name, with usual folders in the place of those that are not given.
   *
   * @param usualMasks read if it is there; it may hold the masks of other images
   * @throws Refusal as {@link #open()}
   */
  public Dataset openOr(Path usualImages, Path usualMasks) {
    if (data != null) {
      return opened();
    }
    Path folder = images == null ? usualImages : images;
    Optional<Path> usual = Optional.of(usualMasks).filter(Files::isDirectory);
    requireMaskClass(masks != null || usual.isPresent());
    return masks == null
        ? Dataset.withMasksIfAny(folder, usual, ofFolder(), csv(), single(map(), ofFolder()))
        : Dataset.open(folder, Optional.of(masks), ofFolder(), csv(), single(map(), ofFolder()));
  }

  private Dataset opened() {
    if (images != null || masks != null || labels != null) {
      throw Refusal.request(
          "--data is given, and so is --images, --masks or --labels. Give --data alone, or leave it out");
    }
    Dataset opened = Dataset.open(DataReference.parse(data), Optional.ofNullable(maskClass), map());
    if (maskClass != null && !opened.hasMasks()) {
      throw Refusal.request("--mask-class needs masks, and '" + data + "' has none");
    }
    if (opened.reference().choice().kind() == MaskClass.Kind.LABEL
        && opened.layout().labels().isEmpty()) {
      throw Refusal.request("--mask-class label needs labels, and '" + data + "' has none");
    }
    return opened;
  }

  private Optional<Path> csv() {
    return Optional.ofNullable(labels);
  }

  private LabelMap map() {
    if (labelMap == null) {
      return LabelMap.NONE;
    }
    return labelMap.equals(NO_LABELS) ? LabelMap.UNLABELLED : LabelMap.read(Path.of(labelMap));
  }

  private MaskClass ofFolder() {
    return maskClass == null ? MaskClass.BLACK_AND_WHITE : MaskClass.parse(maskClass);
  }

  /** A mask of the model's indices cannot be of several classes. */
  private static LabelMap single(LabelMap map, MaskClass choice) {
    if (choice.kind() == MaskClass.Kind.LABEL
        && map.classes().values().stream().anyMatch(named -> named.size() > 1)) {
      throw Refusal.request(
          "--mask-class label of a folder takes the object from the class of the label, and --label-map names several for some. Give --mask-class any or an id.");
    }
    return map;
  }

  private void requireMaskClass(boolean anyMasks) {
    if (maskClass != null && !anyMasks) {
      throw Refusal.request("--mask-class needs --masks too");
    }
    if (ofFolder().kind() == MaskClass.Kind.LABEL && labels == null) {
      throw Refusal.request("--mask-class label needs --labels too. Or give any, or an id.");
    }
  }

  /**
   * Looks every label up and says, also with {@code --quiet}, how many are classes of the model:
   * labels of half the images give other results.
   *
   * @param classes the model's class names, in logit order
   * @return how many are
   * @throws Refusal if a label that was written for the model is none of its classes
   */
  public LabelCount checkLabels(Dataset images, List<String> classes, PrintWriter err) {
    LabelCount count = images.labelled(classes);
    if (labels != null || (data != null && !images.layout().labels().isEmpty())) {
      err.println(count.words());
    }
    count.warning().ifPresent(err::println);
    return count;
  }
}
