package vitexplain.vit;

import ai.djl.ndarray.NDArray;

/**
 * What a block's attention leaves for the reverse pass from its context to its input. Heads lie
 * along the batch axis; R as in {@link BlockTape}.
 *
 * @param input tokens before the block, [B T, d]
 * @param query scaled by d_h^-1/2, [B H, T, h]
 * @param key [B H, T, h]
 * @param value [B H, T, h]
 * @param attention [B H, T, T]
 * @param context A V, [B H, R, h]
 */
record AttentionTape(
    NDArray input, NDArray query, NDArray key, NDArray value, NDArray attention, NDArray context)
    implements AutoCloseable {

  @Override
  public void close() {
    input.close();
    query.close();
    key.close();
    value.close();
    attention.close();
    context.close();
  }
}
