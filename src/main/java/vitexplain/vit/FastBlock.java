package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A block's forward pass without a graph: products of two-dimensional arrays, residuals added in
 * place where nobody needs the earlier tokens, temporaries closed as soon as they are used.
 *
 * <p>Letters as in {@link Forward}; R rows go on after attention: T, or CLS alone.
 */
final class FastBlock {
  private final VitConfig config;
  private final FusedBlock w;
  private final boolean last;

  FastBlock(VitConfig config, FusedBlock w, boolean last) {
    this.config = config;
    this.w = w;
    this.last = last;
  }

  /**
   * Tokens (B T, d) to the tokens that are read after this block, (B R, d).
   *
   * @param z changed or closed unless the tape keeps it
   * @return belongs to the manager of {@code z}
   */
  NDArray forward(NDArray z, long batch, Tape tape) {
    Keep keep = tape.keep();
    NDManager owner = z.getManager();
    boolean cls = last && keep.clsOnly(true);
    NDArray update = attention(z, batch, cls, tape); // (B R,d)
    NDArray attended = residual(cls ? tokenZero(z, batch) : z, update, keep.everyLayer());
    attended.attach(owner);
    NDArray first = kept(attended, batch, keep);
    NDArray hidden = hidden(attended); // (B R,m)
    NDArray output = residual(attended, mlp(hidden, keep.tape()), keep.everyLayer());
    if (keep.tape()) {
      tape.add(new BlockTape(first, kept(hidden, batch, keep), kept(output, batch, keep)));
      hidden.close();
    }
    return output;
  }

  /** Attention's contribution to the residual stream, (B R, d). */
  private NDArray attention(NDArray z, long batch, boolean cls, Tape tape) {
    Keep keep = tape.keep();
    NDManager owner = z.getManager();
    try (NDManager stage = owner.newSubManager()) {
      stage.tempAttachAll(z);
      NDArray x = w.before().apply(z);
      NDArray q;
      NDArray keysAndValues;
      if (cls && !keep.attention()) {
        q = w.query().apply(tokenZero(x, batch)).reshape(batch * config.heads(), 1, headWidth());
        keysAndValues = heads(w.keyValue().apply(x), batch, 2); // (2,B H,T,h)
      } else {
        NDArray all = heads(w.qkv().apply(x), batch, 3);
        q = all.get(0);
        keysAndValues = all.get("1:");
      }
      NDArray k = keysAndValues.get(0);
      NDArray v = keysAndValues.get(1);
      NDArray a = softmax(q, k); // (B H,T,T), or (B H,1,T)
      NDArray context = (cls ? a.get(":, 0:1") : a).matMul(v); // (B H,R,h)
      NDArray update = w.out().apply(tokens(context, batch));
      keepSignals(a, v, batch, tape);
      if (keep.reverse()) {
        tape.add(new AttentionTape(z, q, k, v, a, context));
      }
      update.attach(owner);
      return update;
    }
  }

  private void keepSignals(NDArray a, NDArray v, long batch, Tape tape) {
    long tokens = v.getShape().get(1);
    if (tape.keep().attention()) {
      tape.addAttention(a.reshape(batch, config.heads(), tokens, tokens));
    }
    if (tape.keep().values()) {
      NDArray perImage = v.reshape(batch, config.heads(), tokens, headWidth());
      // A view would hold on to queries and keys, which only the reverse pass keeps anyway.
      tape.addValues(tape.keep().reverse() ? perImage : perImage.duplicate());
    }
  }

  private static NDArray softmax(NDArray q, NDArray k) {
    try (NDArray transposed = k.swapAxes(1, 2);
        NDArray scores = q.matMul(transposed)) {
      return scores.softmax(-1);
    }
  }

  /** What goes into the activation. */
  private NDArray hidden(NDArray attended) {
    try (NDArray normed = w.after().apply(attended)) {
      return w.fc1().apply(normed);
    }
  }

  private NDArray mlp(NDArray hidden, boolean keepHidden) {
    try (NDArray active = config.activation().apply(hidden)) {
      if (!keepHidden) {
        hidden.close();
      }
      return w.fc2().apply(active);
    }
  }

  /** base + update; in place unless the base is kept. */
  private static NDArray residual(NDArray base, NDArray update, boolean keepBase) {
    try (update) {
      return keepBase ? base.add(update) : base.addi(update);
    }
  }

  /** The rows of (B R, n) that the tape keeps, as (B,R,n): a view of all, or a copy of CLS. */
  private NDArray kept(NDArray x, long batch, Keep keep) {
    NDManager owner = x.getManager();
    try (NDManager stage = owner.newSubManager()) {
      stage.tempAttachAll(x);
      NDArray perImage = x.reshape(batch, -1, x.getShape().get(1));
      NDArray kept = keep.clsOnly(last) ? perImage.get(":, 0:1").duplicate() : perImage;
      kept.attach(owner);
      return kept;
    }
  }

  /** (B T,n) to the rows of CLS, (B,n), a view. */
  private static NDArray tokenZero(NDArray x, long batch) {
    try (NDArray perImage = x.reshape(batch, -1, x.getShape().get(1))) {
      return perImage.get(":, 0");
    }
  }

  /** (B T, parts d) to (parts, B H, T, h); no copy for one image. */
  private NDArray heads(NDArray x, long batch, int parts) {
    long tokens = x.getShape().get(0) / batch;
    return x.reshape(batch, tokens, parts, config.heads(), headWidth())
        .transpose(2, 0, 3, 1, 4)
        .reshape(parts, batch * config.heads(), tokens, headWidth());
  }

  /** (B H,R,h) to (B R,d). */
  private NDArray tokens(NDArray context, long batch) {
    long rows = context.getShape().get(1);
    return context
        .reshape(batch, config.heads(), rows, headWidth())
        .transpose(0, 2, 1, 3)
        .reshape(batch * rows, config.width());
  }

  private int headWidth() {
    return config.headWidth();
  }
}
