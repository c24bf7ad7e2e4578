package vitexplain.heatmaps;

import java.util.List;
import java.util.OptionalInt;
import vitexplain.base.Refusal;
import vitexplain.run.RunFolder;
import vitexplain.vit.trace.Targets;

/**
 * Which class of every image is explained, and against which other.
 *
 * @param target its index; empty for the class that the model predicts, and for the label
 * @param contrast index of the class whose score is taken away; empty for none
 * @param ofLabel whether it is each image's own label
 */
public record ClassChoice(OptionalInt target, OptionalInt contrast, boolean ofLabel) {
  /** The class that the model predicts, against no other. */
  public static final ClassChoice PREDICTED =
      new ClassChoice(OptionalInt.empty(), OptionalInt.empty(), false);

  /**
   * @throws Refusal of the request if a class is to be told from itself
   */
  public ClassChoice {
    if (target.isPresent() && target.equals(contrast)) {
      throw Refusal.request(
          "--class and --contrast are both class "
              + target.getAsInt()
              + ", and nothing tells a class from itself. Give another --contrast.");
    }
  }

  /** Each image's own label. */
  public static ClassChoice ofLabel(OptionalInt contrast) {
    return new ClassChoice(OptionalInt.empty(), contrast, true);
  }

  /** Whether it is not simply what the model predicts. */
  boolean isGiven() {
    return !equals(PREDICTED);
  }

  /**
   * Of one image.
   *
   * @param image its name, for the message
   * @param label index of its class; read only where that is explained
   * @throws Refusal of the input if it has no label to be explained
   */
  Targets targets(String image, OptionalInt label) {
    if (ofLabel) {
      return Targets.of(
              label.orElseThrow(
                  () ->
                      Refusal.input(
                          "image '"
                              + image
                              + "' has no label, which --class label explains. Add it to the"
                              + " labels, or leave --class out.")))
          .against(contrast);
    }
    Targets one = target.isPresent() ? Targets.of(target.getAsInt()) : Targets.predicted();
    return one.against(contrast);
  }

  /** As people read it: {@code 'cat'} or {@code 'cat' rather than 'dog'}. */
  String words(int explained, List<String> labels) {
    String words = quoted(explained, labels);
    return contrast.isPresent()
        ? words + " rather than " + quoted(contrast.getAsInt(), labels)
        : words;
  }

  private static String quoted(int index, List<String> labels) {
    return "'" + labels.get(index) + "'";
  }

  /**
   * What ends the names of files: {@code _cat} or {@code _label}, {@code _vs_dog}, both or nothing.
   */
  String suffix(List<String> labels) {
    StringBuilder suffix = new StringBuilder();
    if (ofLabel) {
      suffix.append("_label");
    }
    target.ifPresent(k -> suffix.append('_').append(RunFolder.folderName(labels.get(k))));
    contrast.ifPresent(k -> suffix.append("_vs_").append(RunFolder.folderName(labels.get(k))));
    return suffix.toString();
  }
}
