package vitexplain.protocol;

import java.util.Locale;
import vitexplain.protocol.Protocol.Explained;

/**
 * Which class a map explains, and which one the model has to keep as pixels are removed.
 *
 * <p>The evaluation that Chefer et al. published counts the label in both of its tables: they
 * differ in the class that is explained. What a reader expects of "predicted class" is {@link
 * #PREDICTED}; {@link #PREDICTED_AGAINST_LABEL} is what that code computes.
 */
public enum Target {
  /** Explains the predicted class, and counts pictures that keep it. */
  PREDICTED(Explained.PREDICTED, Explained.PREDICTED),
  /** Explains the label, and counts pictures that get it. */
  LABEL(Explained.LABEL, Explained.LABEL),
  /** Explains the predicted class, and counts pictures that get the label. */
  PREDICTED_AGAINST_LABEL(Explained.PREDICTED, Explained.LABEL);

  private final Explained explained;
  private final Explained counted;

  Target(Explained explained, Explained counted) {
    this.explained = explained;
    this.counted = counted;
  }

  /** The class that maps explain. */
  Explained explained() {
    return explained;
  }

  /** The class that has to be predicted. */
  Explained counted() {
    return counted;
  }

  /** Whether pictures without a label are of no use. */
  boolean needsLabel() {
    return explained == Explained.LABEL || counted == Explained.LABEL;
  }

  /** The table of a paper that its numbers are to be held against. */
  Target published() {
    return this == PREDICTED_AGAINST_LABEL ? PREDICTED : this;
  }

  /** Of maps that are not tested by removal. */
  static Target of(Explained explained) {
    return explained == Explained.LABEL ? LABEL : PREDICTED;
  }

  /** Its name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
