package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;

/**
 * What a block's attention leaves for the reverse pass from its context to its input.
 *
 * @param input tokens before the block, [B, T, d]
 * @param qkv query scaled by d_h^-1/2, key and value, [B, T, 3 d]
 * @param attention [B, H, T, T]
 */
record AttentionTape(NDArray input, NDArray qkv, NDArray attention) implements AutoCloseable {

  @Override
  public void close() {
    input.close();
    qkv.close();
    attention.close();
  }
}
