package vitexplain.study.unit;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.MaskFolder;
import vitexplain.image.mask.MaskClass;

/**
 * Which image a unit of work is about, and where its files lie: plain data, so that another process
 * can find them. The files lie at the same paths everywhere.
 *
 * @param image the image's name
 * @param folder where it lies, absolute
 * @param masks where its mask lies, if the data set has masks
 * @param label its class by name or index; none or one
 * @param checked whether the methods' sanity is checked on it
 */
public record UnitKey(
    String image, String folder, List<Mask> masks, List<String> label, boolean checked)
    implements Serializable {

  /**
   * Of a data set with masks.
   *
   * @param folder as the user wrote it, for messages
   * @param file the image's mask, absolute; none or one
   * @param choice the object where masks are maps of ids
   */
  public record Mask(String folder, List<String> file, MaskClass choice) implements Serializable {
    public Mask {
      file = List.copyOf(file);
    }

    private static Mask of(MaskFolder masks, String image) {
      return new Mask(
          masks.folder().toString(),
          masks.file(image).map(UnitKey::absolute).stream().toList(),
          masks.choice());
    }

    private MaskFolder masks(String image) {
      Map<String, Path> files = file.isEmpty() ? Map.of() : Map.of(image, Path.of(file.get(0)));
      return new MaskFolder(Path.of(folder), files, choice);
    }
  }

  public UnitKey {
    masks = List.copyOf(masks);
    label = List.copyOf(label);
  }

  /** Of an image of a data set. */
  public static UnitKey of(Dataset data, String image, boolean checked) {
    return new UnitKey(
        image,
        absolute(data.imageFolder()),
        data.masks().map(masks -> Mask.of(masks, image)).stream().toList(),
        Optional.ofNullable(data.labels().get(image)).stream().toList(),
        checked);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** The image alone, as a data set. */
  Dataset data() {
    return new Dataset(
        List.of(image),
        Path.of(folder),
        masks.stream().findFirst().map(mask -> mask.masks(image)),
        label.isEmpty() ? Map.of() : Map.of(image, label.get(0)),
        Optional.empty());
  }
}
