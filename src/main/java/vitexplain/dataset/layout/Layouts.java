package vitexplain.dataset.layout;

import java.util.List;
import java.util.function.Function;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;

/** The layouts that data sets are read in, by name. A new one is a class and a line here. */
public final class Layouts {
  /** Pictures, masks and labels as a person lays them out. */
  public static final String FOLDER = "folder";

  /**
   * One of them.
   *
   * @param name what {@code --data} calls it
   * @param path what is expected at the path, for a reader
   * @param split what {@code #SPLIT} chooses and what holds without it; empty if there are none
   * @param opener opens a data set; its index files are read and nothing else
   */
  public record Entry(
      String name, String path, String split, Function<DataReference, Layout> opener) {}

  private static final List<Entry> ALL =
      List.of(
          new Entry(
              FOLDER,
              "images/ with JPEG and PNG files and, where there are any, masks/NAME.png and"
                  + " labels.csv (image,label)",
              "",
              FolderLayout::open),
          new Entry(
              ImageFolderLayout.NAME,
              "CLASS/NAME.jpg, or SPLIT/CLASS/NAME.jpg: folders sorted by name are the classes",
              "a folder of classes; needed where the path holds splits",
              reference -> ImageFolderLayout.open(reference.root(), reference.chosenSplit())),
          new Entry(
              VocLayout.NAME,
              "PASCAL VOC, VOCdevkit/VOC2012: JPEGImages, SegmentationClass, ImageSets",
              "a file of ImageSets/Segmentation, val if none is given",
              reference -> VocLayout.open(reference.root(), reference.chosenSplit())),
          new Entry(
              ImageNetSegmentationLayout.NAME,
              "ImageNet-Segmentation, gtsegs_ijcv.mat: one MATLAB v7.3 (HDF5) file",
              "",
              reference -> ImageNetSegmentationLayout.open(reference.root())),
          new Entry(
              ImageNetSLayout.NAME,
              "ImageNet-S: validation/WNID/NAME.JPEG, validation-segmentation/WNID/NAME.png,"
                  + " ImageNetS_categories_im919.txt (or 50, 300)",
              "another folder in the place of validation",
              reference -> ImageNetSLayout.open(reference.root(), reference.chosenSplit())),
          new Entry(
              CocoLayout.NAME,
              "COCO: annotations/instances_SPLIT.json and the pictures in SPLIT/",
              "the only one that there is, else val2017, if none is given",
              reference -> CocoLayout.open(reference.root(), reference.chosenSplit())));

  private Layouts() {}

  /** All, in the order in which they are listed. */
  public static List<Entry> all() {
    return ALL;
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }

  /**
   * The layout of a name.
   *
   * @throws Refusal of the kind REQUEST if there is none
   */
  public static Entry named(String name) {
    return ALL.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.request(
                    "layout '" + name + "' does not exist. " + NearestName.hint(name, names())));
  }

  /**
   * Opens a data set.
   *
   * @throws Refusal of the kind REQUEST if it is not there, its index is broken, or it has no such
   *     split
   */
  public static Layout open(DataReference reference) {
    Entry entry = named(reference.layout());
    if (entry.split().isEmpty() && !reference.split().isEmpty()) {
      throw Refusal.request(
          "'" + reference + "': the layout " + entry.name() + " has no splits. Leave # out.");
    }
    return entry.opener().apply(reference);
  }
}
