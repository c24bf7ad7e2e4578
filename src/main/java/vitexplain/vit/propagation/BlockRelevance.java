package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.Rotary;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.propagation.Tape.At;

/**
 * Relevance from a block's output to its input, in two steps: to its attention, and on from there.
 * LayerNorm, softmax and the MLP's non-linearity let it pass as it is; a rotation is the sum that
 * it is.
 *
 * <p>Letters as in {@code Forward}; R live tokens, the first of the sequence, where all others'
 * relevance is 0.
 */
final class BlockRelevance {
  private final LayerRules rules;
  private final BlockWeights w;
  private final VitWeights weights;
  private final NDArray z; // (B,T,d)
  private final Tape tape;
  private final Shape heads; // (B,T,H,h)

  /** Relevance at the block's attention, and at the tokens that pass it by. */
  record AtAttention(Parts product, NDArray residual) {

    /** R_A, (B,H,T,T). */
    NDArray attention() {
      return product.first();
    }
  }

  /**
   * @param weights with this block alone
   * @param z the block's input, (B,T,d)
   * @param tape what passed through it
   * @param headCount H
   */
  BlockRelevance(LayerRules rules, VitWeights weights, NDArray z, Tape tape, int headCount) {
    this.rules = rules;
    this.weights = weights;
    this.w = weights.blocks().get(0);
    this.z = z;
    this.tape = tape;
    Shape s = z.getShape();
    this.heads = new Shape(s.get(0), s.get(1), headCount, s.get(2) / headCount);
  }

  /**
   * From the output to the attention.
   *
   * @param r of the block's output, (B,R,d)
   */
  AtAttention toAttention(NDArray r) {
    long live = r.getShape().get(1);
    NDArray attended = first(tape.into(w.after()), live);
    Parts sum = rules.sum(attended, first(tape.from(w.fc2()), live), r);
    NDArray ofMlp = throughMlp(sum.second(), live);
    NDArray ofAttended = Ratio.copied(attended, sum.first().add(ofMlp));
    Parts branches = rules.sum(first(z, live), first(tape.from(w.out()), live), ofAttended);
    NDArray ofContext = rules.linear(w.out(), first(tape.into(w.out()), live), branches.second());
    Parts product =
        Parts.ofProduct(
            tape.get(At.ATTENTION),
            tape.get(At.VALUES),
            tape.get(At.CONTEXT),
            split(withRest(ofContext)));
    return new AtAttention(product, withRest(branches.first()));
  }

  private NDArray throughMlp(NDArray r, long live) {
    NDArray ofHidden = rules.linear(w.fc2(), first(tape.into(w.fc2()), live), r);
    NDArray ofWide = w.gated() ? gated(ofHidden, live) : ofHidden;
    return rules.linear(w.fc1(), first(tape.into(w.fc1()), live), ofWide);
  }

  /** To the activation's half and to the other, (B,R,2 m). */
  private NDArray gated(NDArray r, long live) {
    NDArray a = first(tape.get(At.GATE), live);
    Parts halves = Parts.ofGate(a, first(tape.get(At.GATED), live), r);
    return halves.first().concat(halves.second(), 2);
  }

  /** Of the block's input, (B,T,d). */
  NDArray toInput(AtAttention at) {
    double scale = Math.pow((double) heads.get(3), -0.5);
    NDArray q = tape.get(At.QUERIES).div(scale);
    NDArray k = tape.get(At.KEYS);
    NDArray turnedKeys = k.transpose(0, 1, 3, 2);
    Parts scores = Parts.ofProduct(q, turnedKeys, q.matMul(turnedKeys), at.attention());
    NDArray ofKeys = scores.second().transpose(0, 1, 3, 2);
    NDArray normed = tape.into(w.query());
    NDArray ofNormed =
        rules
            .linear(w.query(), normed, joined(unturned(tape.from(w.query()), q, scores.first())))
            .add(rules.linear(w.key(), normed, joined(unturned(tape.from(w.key()), k, ofKeys))))
            .add(rules.linear(w.value(), normed, joined(at.product().second())));
    return Ratio.copied(z, at.residual().add(ofNormed));
  }

  /**
   * From a rotated array y = x cos + rotate(x) sin to x, (B,H,T,h).
   *
   * @param projected x, (B,T,d)
   */
  private NDArray unturned(NDArray projected, NDArray y, NDArray r) {
    return weights.rotary().map(rotary -> unturned(rotary, split(projected), y, r)).orElse(r);
  }

  private static NDArray unturned(Rotary rotary, NDArray x, NDArray y, NDArray r) {
    NDArray s = Ratio.of(r, y);
    NDArray sine = s.mul(rotary.sin());
    long half = sine.getShape().get(3) / 2;
    NDArray back =
        sine.get(":, :, :, " + half + ":").concat(sine.get(":, :, :, :" + half).neg(), 3);
    return x.mul(s.mul(rotary.cos()).add(back));
  }

  /** (B,T,d) to (B,H,T,h). */
  private NDArray split(NDArray x) {
    return x.reshape(heads).transpose(0, 2, 1, 3);
  }

  /** (B,H,T,h) to (B,T,d). */
  private NDArray joined(NDArray x) {
    return x.transpose(0, 2, 1, 3).reshape(z.getShape());
  }

  /** (B,T,...) to (B,R,...). */
  private static NDArray first(NDArray x, long live) {
    return live == x.getShape().get(1) ? x : x.get(":, :" + live);
  }

  /** (B,R,d) to (B,T,d), 0 for the rest. */
  private NDArray withRest(NDArray x) {
    Shape s = x.getShape();
    long rest = z.getShape().get(1) - s.get(1);
    if (rest == 0) {
      return x;
    }
    NDArray zeros = x.getManager().zeros(new Shape(s.get(0), rest, s.get(2)), x.getDataType());
    return x.concat(zeros, 1);
  }
}
