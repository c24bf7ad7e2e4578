package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The forward pass in plain differentiable operations, to be read beside the model's paper
 * (Dosovitskiy et al. 2021, arXiv:2010.11929, equations 1 to 4).
 *
 * <p>Letters in comments: B images, T tokens, d width, H heads, h = d / H, n patches, K classes.
 * Every result belongs to the manager of the pixels.
 */
public final class Forward {
  private final VitConfig config;
  private final VitWeights weights;
  private final Rules rules;

  public Forward(VitConfig config, VitWeights weights) {
    this(config, weights, Rules.ORDINARY);
  }

  /**
   * @param rules what a backward pass through it makes of its operators
   */
  public Forward(VitConfig config, VitWeights weights, Rules rules) {
    this.config = config;
    this.weights = weights;
    this.rules = rules;
  }

  /** The same pass by other rules. */
  public Forward by(Rules other) {
    return new Forward(config, weights, other);
  }

  /** Where the scores are read from. */
  public Readout readout() {
    return config.readout();
  }

  /** Blocks L. */
  public int blocks() {
    return weights.blocks().size();
  }

  /** (B,C,height,width) to logits (B,K). */
  public NDArray logits(NDArray pixels, Hook hook) {
    return logitsOf(embed(pixels), hook);
  }

  /** Tokens before the first block (B,T,d) to logits (B,K). */
  public NDArray logitsOf(NDArray tokens, Hook hook) {
    NDArray z = tokens;
    for (int l = 0; l < blocks(); l++) {
      z = hook.tokens(l, through(l, z, hook));
    }
    return score(z, config.readout(), hook);
  }

  /**
   * Class scores (B,K) read from tokens (B,T,d); from the last block's, by the model's own readout,
   * they are the logits.
   */
  public NDArray score(NDArray z, Readout readout, Hook hook) {
    NDArray features = null;
    for (TokenRange range : readout.ranges()) {
      NDArray pooled = pooled(z, range, readout, hook); // (B,d)
      features = features == null ? pooled : features.concat(pooled, 1);
    }
    return weights.head().scores(features, rules);
  }

  /** What a readout makes of one of its ranges: tokens (B,T,d) to (B,d). */
  public NDArray pooled(NDArray z, TokenRange range, Readout readout, Hook hook) {
    NDArray tokens = z.get(range.index());
    Rules part = rules.over(range);
    NDArray normed =
        readout.norm() == Readout.Norm.PER_TOKEN ? part.norm(weights.norm(), tokens) : tokens;
    NDArray pooled =
        switch (readout.pool()) {
          case PROBE -> weights.pool().orElseThrow().apply(normed, config.activation(), hook, part);
          case MEAN -> range.isToken() ? normed.squeeze(1) : normed.mean(new int[] {1});
        };
    return readout.norm() == Readout.Norm.AFTER_POOL ? rules.norm(weights.norm(), pooled) : pooled;
  }

  /** (B,C,height,width) to tokens (B,T,d). */
  public NDArray embed(NDArray pixels) {
    NDArray patches = rules.patch(weights.patch(), patches(pixels));
    NDArray tokens = withPrefix(patches).add(weights.position()); // (B,T,d)
    return weights.first().map(norm -> rules.norm(norm, tokens)).orElse(tokens);
  }

  /** (B,C,height,width) to (B,n,C p p). */
  private NDArray patches(NDArray pixels) {
    Shape s = pixels.getShape();
    int p = config.patchSize();
    long rows = s.get(2) / p;
    long columns = s.get(3) / p;
    return pixels
        .reshape(s.get(0), s.get(1), rows, p, columns, p)
        .transpose(0, 2, 4, 1, 3, 5)
        .reshape(s.get(0), rows * columns, s.get(1) * p * p);
  }

  private NDArray withPrefix(NDArray patches) {
    if (weights.prefix().isEmpty()) {
      return patches;
    }
    Shape tokens = new Shape(patches.getShape().get(0), weights.prefixTokens(), config.width());
    NDArray prefix = weights.prefix().get().broadcast(tokens); // (B,P,d)
    prefix.attach(patches.getManager());
    return prefix.concat(patches, 1);
  }

  /**
   * Tokens before a block (B,T,d) to those after it. Its temporaries are closed with it: their
   * memory is reused by the next.
   *
   * @param l the block, 0-based
   */
  public NDArray through(int l, NDArray z, Hook hook) {
    NDManager owner = z.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(z);
      NDArray result = block(l, z, hook);
      result.attach(owner);
      return result;
    }
  }

  private NDArray block(int l, NDArray z, Hook hook) {
    BlockWeights w = weights.blocks().get(l);
    NDArray normed = hook.normed(l, rules.norm(w.before(), z));
    NDArray attended = z.add(rules.linear(w.out(), attention(l, normed, hook)));
    NDArray wide = rules.mlp(w.fc1(), rules.norm(w.after(), attended));
    NDArray hidden =
        w.gated() ? gated(config.activation(), wide) : rules.activation(config.activation(), wide);
    return attended.add(rules.mlp(w.fc2(), hidden));
  }

  /**
   * In a gated MLP: the activation of the first half of the last axis times the second half, (B,T,2
   * m) to (B,T,m).
   */
  private NDArray gated(Activation activation, NDArray x) {
    long m = x.getShape().get(2) / 2;
    NDArray gate = rules.activation(activation, x.get(":, :, :" + m));
    return rules.product(gate, x.get(":, :, " + m + ":"));
  }

  private NDArray attention(int l, NDArray x, Hook hook) {
    BlockWeights w = weights.blocks().get(l);
    NDArray scale = Factor.of(x, Math.pow(config.headWidth(), -0.5));
    NDArray q = rules.queries(turned(heads(rules.linear(w.query(), x))).mul(scale));
    NDArray k = rules.keys(turned(heads(rules.linear(w.key(), x))));
    NDArray v = rules.values(hook.values(l, heads(rules.linear(w.value(), x))));
    NDArray scores = hook.scores(l, q.matMul(k.transpose(0, 1, 3, 2))); // (B,H,T,T)
    NDArray a = hook.attention(l, scores.softmax(-1));
    NDArray context = hook.context(l, a.matMul(v)); // (B,H,T,h)
    return context.transpose(0, 2, 1, 3).reshape(x.getShape()); // (B,T,d)
  }

  private NDArray turned(NDArray x) {
    return weights.rotary().map(rotary -> rotary.apply(x)).orElse(x);
  }

  /** (B,T,d) to (B,H,T,h). */
  private NDArray heads(NDArray x) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), s.get(1), config.heads(), config.headWidth()).transpose(0, 2, 1, 3);
  }
}
