package vitexplain.vit.trace;

import ai.djl.ndarray.NDArray;
import java.util.OptionalInt;

/**
 * The score of each image that is explained, as weights over its class scores: one class's score,
 * or that less another class's.
 *
 * @param classes [B], the class that is explained
 * @param contrast the class whose score is taken away, none of {@code classes}; empty for none
 */
public record ClassWeights(int[] classes, OptionalInt contrast) {

  /** Of single classes. */
  public static ClassWeights of(int... classes) {
    return new ClassWeights(classes, OptionalInt.empty());
  }

  /**
   * A matrix like {@code like} [B, K]: in each row a 1 at the class, a -1 at the contrast, 0
   * elsewhere.
   */
  public NDArray matrix(NDArray like) {
    int width = Math.toIntExact(like.getShape().get(1));
    float[] flat = new float[classes.length * width];
    for (int b = 0; b < classes.length; b++) {
      flat[b * width + classes[b]] = 1;
      if (contrast.isPresent()) {
        flat[b * width + contrast.getAsInt()] = -1;
      }
    }
    return like.getManager().create(flat, like.getShape()).toType(like.getDataType(), false);
  }
}
