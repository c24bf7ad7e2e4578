package vitexplain.explain.map;

import java.util.OptionalDouble;

/**
 * A method's promise that its raw map adds up to how much the explained logit of the image lies
 * above a reference.
 *
 * @param baseline the reference is the logit of an image that has this value in every pixel and
 *     channel, as the model sees it; empty where the reference is 0
 */
public record Completeness(OptionalDouble baseline) {

  /** The map adds up to the logit itself. */
  public static Completeness ofLogit() {
    return new Completeness(OptionalDouble.empty());
  }

  /** The map adds up to the rise of the logit from a flat image. */
  public static Completeness from(double baseline) {
    return new Completeness(OptionalDouble.of(baseline));
  }
}
