package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import vitexplain.vit.model.AttentionPool;
import vitexplain.vit.propagation.Tape.At;

/**
 * Relevance from what a readout's probe gives to the tokens that it looks at, as through a block
 * whose queries are learned: what they get ends there.
 */
final class ProbeRelevance {
  private final LayerRules rules;
  private final AttentionPool w;
  private final Tape tape;

  /**
   * @param tape what passed through the probe
   */
  ProbeRelevance(LayerRules rules, AttentionPool w, Tape tape) {
    this.rules = rules;
    this.w = w;
    this.tape = tape;
  }

  /**
   * From the features to the tokens.
   *
   * @param tokens as the probe sees them, (B,n,d)
   * @param r of the features, (B,d)
   * @return (B,n,d)
   */
  NDArray toTokens(NDArray tokens, NDArray r) {
    Shape s = tokens.getShape();
    long width = s.get(2) / w.heads();
    NDArray pooled = tape.from(w.out()); // (B,d)
    Parts sum = rules.sum(pooled, tape.from(w.fc2()), r);
    NDArray ofHidden = rules.linear(w.fc2(), tape.into(w.fc2()), sum.second());
    NDArray ofMlp = rules.linear(w.fc1(), tape.into(w.fc1()), ofHidden);
    NDArray ofPooled = Ratio.copied(pooled, sum.first().add(ofMlp));
    NDArray ofContext =
        rules
            .linear(w.out(), tape.into(w.out()), ofPooled)
            .reshape(s.get(0), w.heads(), 1, width); // (B,H,1,h)
    Parts context =
        Parts.ofProduct(
            tape.get(At.ATTENTION), tape.get(At.VALUES), tape.get(At.CONTEXT), ofContext);
    NDArray q = queries(s.get(0), tokens, width);
    NDArray k = tape.get(At.KEYS).transpose(0, 1, 3, 2); // (B,H,h,n)
    Parts scores = Parts.ofProduct(q, k, q.matMul(k), context.first());
    NDArray ofKeys = scores.second().transpose(0, 1, 3, 2);
    return rules
        .linear(w.key(), tokens, joined(ofKeys, s))
        .add(rules.linear(w.value(), tokens, joined(context.second(), s)));
  }

  /** The probe's own, not scaled, (B,H,1,h). */
  private NDArray queries(long batch, NDArray tokens, long width) {
    NDArray probe = w.probe().duplicate();
    probe.attach(tokens.getManager()); // or what is made of it would stay with the weights
    return w.query().apply(probe).reshape(1, w.heads(), 1, width).repeat(0, batch);
  }

  /** (B,H,n,h) to (B,n,d). */
  private static NDArray joined(NDArray x, Shape tokens) {
    return x.transpose(0, 2, 1, 3).reshape(tokens);
  }
}
