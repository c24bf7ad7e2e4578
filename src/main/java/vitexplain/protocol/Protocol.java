package vitexplain.protocol;

import java.util.List;
import java.util.Map;
import vitexplain.image.resize.Resample;

/**
 * A published evaluation as its authors ran it. All in which such evaluations differ is a switch
 * here; the numbers that were published stand in {@code published.csv}.
 *
 * @param name as {@code reproduce} takes it
 * @param summary one line
 * @param inputs how pictures and masks reach the model's size
 * @param minMax when a map is scaled to 0..1
 * @param task what is measured
 * @param methods ids as the protocol runs them, options included
 * @param model the published one
 * @param data what was measured on
 * @param methodNotes by method, what stands beside its numbers
 * @param notes what a reader should know of it, such as what the authors left open and was decided
 *     here
 */
public record Protocol(
    String name,
    String summary,
    Inputs inputs,
    MinMax minMax,
    Task task,
    List<String> methods,
    PublishedModel model,
    PublishedData data,
    Map<String, String> methodNotes,
    List<String> notes) {

  public Protocol {
    methods = List.copyOf(methods);
    methodNotes = Map.copyOf(methodNotes);
    notes = List.copyOf(notes);
  }

  /**
   * From files to what is scored.
   *
   * @param size edge of the model's input, in pixels
   * @param picture filter of pictures, as Pillow has it
   * @param mask filter of masks, as Pillow has it
   */
  public record Inputs(int size, Resample picture, Resample mask) {}

  /** When a map is scaled to 0..1: bilinear weights lower its peaks. */
  public enum MinMax {
    /** On the pixels of the model's input. */
    AFTER_UPSAMPLING,
    /** On the patch grid. */
    BEFORE_UPSAMPLING
  }

  /** Which class a map explains. */
  public enum Explained {
    /** The one with the largest logit. */
    PREDICTED,
    /** The picture's own. */
    LABEL
  }

  /** What is measured. */
  public sealed interface Task permits Segmentation, Perturbation {
    /** Whether pictures without a label are of no use. */
    boolean needsLabels();

    /** Whether labels change a number: where they do not, they need not be classes of the model. */
    boolean readsLabels();

    /** Whether pictures without a mask are of no use. */
    boolean needsMasks();
  }

  /**
   * Maps as segmentations.
   *
   * @param explained the class
   * @param threshold what of a map is called object
   * @param iou over what the IoU of object and background is taken
   * @param precision what the average precision is of
   */
  public record Segmentation(
      Explained explained, Threshold threshold, Pooling iou, Precision precision) implements Task {
    @Override
    public boolean needsLabels() {
      return explained == Explained.LABEL;
    }

    @Override
    public boolean readsLabels() {
      return needsLabels();
    }

    @Override
    public boolean needsMasks() {
      return true;
    }
  }

  /** What of a scaled map is called object, strictly above a value. */
  public enum Threshold {
    /** The map's own mean. */
    ABOVE_MEAN,
    /** 0.5. */
    ABOVE_HALF
  }

  /** Over what a ratio of pixels is taken. */
  public enum Pooling {
    /** All pixels of all pictures. */
    POOLED,
    /** Each picture's, then their mean. */
    PER_PICTURE
  }

  /** What the average precision is of. */
  public enum Precision {
    /** [1 - map, map] against [background, object]. */
    TWO_CHANNEL,
    /** The map against the object. */
    OBJECT
  }

  /**
   * Pixels set to black in the order of a map, and whether the model's answer stays.
   *
   * @param steps how many tenths of the pixels are removed at most, 1 to 9
   */
  public record Perturbation(int steps) implements Task {
    @Override
    public boolean needsLabels() {
      return false;
    }

    @Override
    public boolean readsLabels() {
      return true;
    }

    @Override
    public boolean needsMasks() {
      return false;
    }
  }

  /**
   * A model whose numbers were published.
   *
   * @param words as people know it
   * @param id on the hub
   * @param blocks its depth
   * @param width of its tokens
   * @param patch edge of its patches in pixels
   * @param classes that it tells apart; 0 where texts are given
   */
  public record PublishedModel(
      String words, String id, int blocks, int width, int patch, int classes) {}

  /**
   * What the published numbers were measured on.
   *
   * @param words as people know it
   * @param pictures how many it has
   * @param how how it is got and given to {@code reproduce}
   */
  public record PublishedData(String words, int pictures, String how) {}

  /**
   * The method that a name means here: that of the protocol where it is a bare name, such as {@code
   * rollout} for {@code rollout:start-layer=1}.
   */
  public String method(String given) {
    return methods.stream()
        .filter(own -> own.equals(given) || own.startsWith(given + ":"))
        .findFirst()
        .orElse(given);
  }
}
