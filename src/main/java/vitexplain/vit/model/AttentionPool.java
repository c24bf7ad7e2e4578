package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A learned probe that looks at all tokens by attention: p = out(attention(probe, Z)), and the
 * features are p + fc2(activation(fc1(norm(p)))).
 *
 * <p>Source: Zhai et al. 2022, arXiv:2106.04560, section 3.2 (the MAP head).
 *
 * @param probe [1, 1, d]
 * @param query [d, d]
 * @param key [d, d]
 * @param value [d, d]
 * @param out the heads' projection, [d, d]
 * @param norm LayerNorm before the MLP
 * @param fc1 [m, d]
 * @param fc2 [d, m]
 * @param heads H; d is a multiple of it
 */
public record AttentionPool(
    NDArray probe,
    LinearWeights query,
    LinearWeights key,
    LinearWeights value,
    LinearWeights out,
    NormWeights norm,
    LinearWeights fc1,
    LinearWeights fc2,
    int heads) {

  /** Tokens (B,T,d) to features (B,d). */
  NDArray apply(NDArray z, Activation activation, Hook hook, Rules rules) {
    long batch = z.getShape().get(0);
    long d = z.getShape().get(2);
    NDArray latent = probe.broadcast(batch, 1, d);
    latent.attach(z.getManager()); // or what is made of it would stay with the weights
    NDArray q = heads(query.apply(latent)); // (B,H,1,h)
    NDArray k = rules.probeKeys(heads(rules.linear(key, z))); // (B,H,T,h)
    NDArray v = rules.values(hook.poolValues(heads(rules.linear(value, z))));
    NDArray scale = Factor.of(z, Math.pow((double) d / heads, -0.5));
    NDArray scores = q.mul(scale).matMul(k.transpose(0, 1, 3, 2));
    NDArray a = hook.poolAttention(scores.softmax(-1)); // (B,H,1,T)
    NDArray context = hook.poolContext(a.matMul(v)); // (B,H,1,h)
    NDArray pooled = rules.linear(out, context.transpose(0, 2, 1, 3).reshape(batch, d));
    NDArray wide = rules.mlp(fc1, rules.norm(norm, pooled));
    return pooled.add(rules.mlp(fc2, rules.activation(activation, wide)));
  }

  /** (B,T,d) to (B,H,T,h). */
  private NDArray heads(NDArray x) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), s.get(1), heads, s.get(2) / heads).transpose(0, 2, 1, 3);
  }
}
