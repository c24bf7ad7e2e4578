package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;

/**
 * What a block's forward pass leaves for the reverse pass from its output to its context A V.
 *
 * <p>R rows are kept: all T, or those that the scores are read from where no other is live.
 *
 * @param attended tokens after attention, [B, R, d]
 * @param hidden what goes into the activation, or its gates where the plan keeps these, [B, R, m]
 * @param output tokens after the block, [B, R, d]
 */
record BlockTape(NDArray attended, NDArray hidden, NDArray output) implements AutoCloseable {

  /** The same, the first rows only; views that the caller's scope owns through their arrays. */
  BlockTape rows(int count) {
    String first = ":, 0:" + count;
    return new BlockTape(attended.get(first), hidden.get(first), output.get(first));
  }

  @Override
  public void close() {
    attended.close();
    hidden.close();
    output.close();
  }
}
