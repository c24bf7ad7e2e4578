package vitexplain.dataset.layout;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/**
 * One data set as it lies on disk: instances, each with a key, a picture and, perhaps, a mask and a
 * label. Index files are read when it is opened; pictures and masks are opened when their turn
 * comes, so that a data set may be of any size. Any thread may ask.
 *
 * <p>A broken picture or mask is a refusal of the kind INPUT, which costs this one instance; a
 * broken index file is one of the kind REQUEST, when the layout is opened.
 */
public interface Layout {

  /** The instances' keys in the data set's own order; each once, at least one. */
  List<String> keys();

  /** What is left out and what is missing, one sentence each. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Decodes a picture.
   *
   * @param channels 1 (grey) or 3 (RGB)
   * @throws vitexplain.base.Refusal of the kind INPUT if it is missing or broken
   */
  Pixels picture(String key, int channels);

  /** SHA-256 of the picture's bytes; empty if they cannot be read, which decoding explains. */
  String pictureSha256(String key);

  /** Whether instances have masks, though not all need have one. */
  boolean hasMasks();

  /** Whether an instance has one, as far as can be told without opening it. */
  default boolean hasMask(String key) {
    return hasMasks();
  }

  /**
   * The object of the masks that a text names by this data set's own ids and names.
   *
   * @param text what {@code --mask-class} says; empty for the layout's usual choice
   * @throws vitexplain.base.Refusal of the kind REQUEST naming what is possible
   */
  MaskClass maskClass(Optional<String> text);

  /**
   * What a choice means for one instance, where masks hold the indices of the model's classes. By
   * default the choice itself: the data set knows its own labels.
   *
   * @param classIndex of the instance's label among the model's classes
   */
  default MaskClass ofClass(MaskClass choice, String key, OptionalInt classIndex) {
    return choice;
  }

  /**
   * An instance's mask, at whatever size it is stored; empty if it has none. An instance that does
   * not show the chosen object has a mask without foreground.
   *
   * @param choice as {@link #maskClass} gave it; {@link MaskClass#LABEL} is the object of the
   *     instance's own label
   * @throws vitexplain.base.Refusal of the kind INPUT if it is broken
   */
  Optional<Mask> mask(String key, MaskClass choice);

  /** What messages call the instance's mask, such as its file's name. */
  default String maskName(String key) {
    return key;
  }

  /** Ends the message that an instance has no mask: what was expected, and the mend. */
  default String expectedMask(String key) {
    return "expected '" + maskName(key) + "'. Add it, or leave the image out.";
  }

  /** SHA-256 of the mask's bytes; empty if it has none or they cannot be read. */
  String maskSha256(String key);

  /**
   * An instance's label as the data set writes it: a name, a WordNet id, an index. Empty if it has
   * none. May open the mask where the label is what the mask shows.
   *
   * @throws vitexplain.base.Refusal of the kind INPUT if the mask must be read and is broken
   */
  Optional<String> label(String key);

  /**
   * Every label that an instance may have, known from index files alone; empty without labels. In
   * the order of classes where {@link #ranked}.
   */
  List<String> labels();

  /** Whether {@link #label} answers from index files, without opening anything. */
  default boolean labelsAreIndexed() {
    return true;
  }

  /** Whether the place of a label in {@link #labels} is the index of its class by convention. */
  default boolean ranked() {
    return false;
  }

  /**
   * Whether labels were written for the model at hand, so that one which is none of its classes is
   * a mistake and not merely a class that the model does not know.
   */
  default boolean labelsNameClasses() {
    return false;
  }
}
