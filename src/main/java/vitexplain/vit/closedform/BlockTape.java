package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;

/**
 * What a block's forward pass leaves for the reverse pass from its output to its context A V.
 *
 * <p>R rows are kept: all T, or CLS alone where nothing else is live.
 *
 * @param attended tokens after attention, [B, R, d]
 * @param hidden what goes into the activation, [B, R, m]
 * @param output tokens after the block, [B, R, d]
 */
record BlockTape(NDArray attended, NDArray hidden, NDArray output) implements AutoCloseable {

  /** The same, CLS only; views that the caller's scope owns through their arrays. */
  BlockTape cls() {
    return new BlockTape(attended.get(":, 0:1"), hidden.get(":, 0:1"), output.get(":, 0:1"));
  }

  @Override
  public void close() {
    attended.close();
    hidden.close();
    output.close();
  }
}
