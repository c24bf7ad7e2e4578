package vitexplain.vit.model;

/**
 * One transformer block: z += out(attention(before(z))); z += fc2(activation(fc1(after(z)))). In a
 * gated MLP fc1 gives twice the width: the activation of one half is multiplied by the other.
 *
 * @param before LayerNorm before attention
 * @param query [d, d]
 * @param key [d, d]
 * @param value [d, d]
 * @param out the heads' projection, [d, d]
 * @param after LayerNorm before the MLP
 * @param fc1 [m, d], or [2 m, d] if gated
 * @param fc2 [d, m]
 */
public record BlockWeights(
    NormWeights before,
    LinearWeights query,
    LinearWeights key,
    LinearWeights value,
    LinearWeights out,
    NormWeights after,
    LinearWeights fc1,
    LinearWeights fc2) {

  /** Whether the MLP is gated. */
  public boolean gated() {
    return fc1.weight().getShape().get(0) == 2 * fc2.weight().getShape().get(1);
  }
}
