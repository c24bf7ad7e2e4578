package vitexplain.vit.replay;

import ai.djl.ndarray.NDArray;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * The passes that are made again.
 *
 * @param parts from one image and the patches that stay to logits
 * @param gradients from images and what is explained of them to a trace of {@link Replay#GRADIENTS}
 */
public record Passes(Parts parts, Gradients gradients) {

  /** A pass over parts of one image. */
  @FunctionalInterface
  public interface Parts {
    /**
     * Class scores.
     *
     * @param pixels [1, C, height, width]
     * @param kept patches that stay, [N][k]
     * @return [N, K], owned by the manager of {@code pixels}
     */
    NDArray logits(NDArray pixels, int[][] kept);
  }

  /** A pass that takes gradients of the logits of some classes. */
  @FunctionalInterface
  public interface Gradients {
    /**
     * What it leaves behind.
     *
     * @param pixels [B, C, height, width]
     * @param targets given classes
     * @return the caller closes it
     */
    Trace of(NDArray pixels, Targets targets);
  }
}
