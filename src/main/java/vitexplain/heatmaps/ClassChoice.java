package vitexplain.heatmaps;

import java.util.List;
import java.util.OptionalInt;
import vitexplain.base.Refusal;
import vitexplain.run.RunFolder;
import vitexplain.vit.trace.Targets;

/**
 * Which class of every image is explained, and against which other.
 *
 * @param target its index; empty for the class that the model predicts
 * @param contrast index of the class whose score is taken away; empty for none
 */
public record ClassChoice(OptionalInt target, OptionalInt contrast) {
  /** The class that the model predicts, against no other. */
  public static final ClassChoice PREDICTED =
      new ClassChoice(OptionalInt.empty(), OptionalInt.empty());

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

  /** Whether it is not simply what the model predicts. */
  boolean isGiven() {
    return !equals(PREDICTED);
  }

  /** Of one image. */
  Targets targets() {
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

  /** What ends the names of files: {@code _cat}, {@code _vs_dog}, both or nothing. */
  String suffix(List<String> labels) {
    StringBuilder suffix = new StringBuilder();
    target.ifPresent(k -> suffix.append('_').append(RunFolder.folderName(labels.get(k))));
    contrast.ifPresent(k -> suffix.append("_vs_").append(RunFolder.folderName(labels.get(k))));
    return suffix.toString();
  }
}
