package vitexplain.vit.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.Readout;

/**
 * What one pass over a batch left behind: the signals that were asked for, by block, with the
 * logits, the explained classes and the patch layout.
 *
 * <p>Owns one manager; every array read from it lives until {@link #close()}. For one thread at a
 * time, as an array moves between managers while it is computed with.
 */
public final class Trace implements AutoCloseable {
  private final NDManager manager;
  private final PatchLayout layout;
  private final Readout readout;
  private final float[][] logits;
  private final int[] targets;
  private final Map<Signal, List<NDArray>> signals;

  /**
   * @param manager owns the arrays of {@code signals}; closed with the trace
   * @param layout where the patches are
   * @param readout which tokens the logits were read from
   * @param logits [B][K]
   * @param targets [B], the class each gradient belongs to
   * @param signals per signal, one array per block in forward order
   */
  public Trace(
      NDManager manager,
      PatchLayout layout,
      Readout readout,
      float[][] logits,
      int[] targets,
      Map<Signal, List<NDArray>> signals) {
    this.manager = manager;
    this.layout = layout;
    this.readout = readout;
    this.logits = logits;
    this.targets = targets;
    this.signals = Map.copyOf(signals);
  }

  /**
   * This trace with another's signals besides, which are taken over; the other's logits are not.
   *
   * @param other of the same images and classes, with other signals
   * @return owns what both owned; neither is to be used or closed any more
   */
  public Trace with(Trace other) {
    Map<Signal, List<NDArray>> all = new HashMap<>(signals);
    all.putAll(other.signals);
    other.signals.values().forEach(arrays -> arrays.forEach(each -> each.attach(manager)));
    other.manager.close();
    return new Trace(manager, layout, readout, logits, targets, all);
  }

  /** Images B. */
  public int batch() {
    return targets.length;
  }

  /** Blocks L. */
  public int blocks() {
    return signals.values().stream().mapToInt(List::size).max().orElse(0);
  }

  /** Where the patches are. */
  public PatchLayout layout() {
    return layout;
  }

  /** Which tokens the logits were read from. */
  public Readout readout() {
    return readout;
  }

  /**
   * How much the readout counts each token, (B,1,T), each row's sum 1: 1 and 0 where one token is
   * read; of a probe its attention, averaged over heads. The row that rollouts start from.
   *
   * @param scope owns the result
   */
  public NDArray start(NDManager scope) {
    if (signals.containsKey(new Signal.PoolAttention())) {
      NDArray probe = get(new Signal.PoolAttention(), 0).mean(new int[] {1}); // (B,1,n or T)
      probe.attach(scope);
      return overAllTokens(probe, scope);
    }
    int tokens = layout.tokens();
    float[] row = readout.start(tokens);
    float[] rows = new float[batch() * tokens];
    for (int b = 0; b < batch(); b++) {
      System.arraycopy(row, 0, rows, b * tokens, tokens);
    }
    NDArray host = scope.create(rows, new Shape(batch(), 1, tokens));
    return host.toType(get(new Signal.Attention(), 0).getDataType(), false);
  }

  /** A copy of the logits, [B][K]. */
  public float[][] logits() {
    float[][] copy = new float[logits.length][];
    for (int b = 0; b < copy.length; b++) {
      copy[b] = logits[b].clone();
    }
    return copy;
  }

  /** A copy of the explained classes, [B]. */
  public int[] targets() {
    return targets.clone();
  }

  /** What was captured. */
  public Set<Signal> signals() {
    return signals.keySet();
  }

  /**
   * One block's array, owned by this trace.
   *
   * @param block 0-based; 0 for a signal that is one array
   * @throws IllegalStateException if the signal was not captured
   */
  public NDArray get(Signal signal, int block) {
    List<NDArray> perBlock = signals.get(signal);
    if (perBlock == null) {
      throw new IllegalStateException(
          "the trace holds " + signals.keySet() + ", not " + signal + "; capture it too");
    }
    return perBlock.get(block);
  }

  /**
   * dA = D V^T, the gradient with respect to a block's attention, [B, H, T, T].
   *
   * @param scope owns the result
   * @param gradient {@link Signal.LogitContextGradient} or {@link Signal.LayerContextGradient}
   */
  public NDArray attentionGradient(NDManager scope, Signal gradient, int block) {
    NDArray live = liveAttentionGradient(scope, gradient, block);
    Shape s = live.getShape();
    if (s.get(2) == s.get(3)) {
      return live;
    }
    Shape rest = new Shape(s.get(0), s.get(1), s.get(3) - s.get(2), s.get(3));
    try (live;
        NDArray zeros = scope.zeros(rest, live.getDataType())) {
      return live.concat(zeros, 2);
    }
  }

  /**
   * The rows of dA that are not 0 by construction, [B, H, R, T]: the first R where only those that
   * the scores are read from are live, else all. Enough for whoever sums over queries.
   *
   * @param scope owns the result
   * @param gradient {@link Signal.LogitContextGradient} or {@link Signal.LayerContextGradient}
   */
  public NDArray liveAttentionGradient(NDManager scope, Signal gradient, int block) {
    return liveAttentionGradient(scope, gradient, block, new BatchRange(0, batch(), batch()));
  }

  /**
   * {@link #liveAttentionGradient(NDManager, Signal, int)} of some images.
   *
   * @param images of this trace's batch
   */
  public NDArray liveAttentionGradient(
      NDManager scope, Signal gradient, int block, BatchRange images) {
    try (NDManager temporary = borrow()) {
      NDArray d = get(gradient, block);
      NDArray v = get(values(gradient), block);
      temporary.tempAttachAll(d, v);
      NDArray gradientOfAttention = images.of(d).matMul(images.of(v).transpose(0, 1, 3, 2));
      gradientOfAttention.attach(scope);
      return overAllTokens(gradientOfAttention, scope);
    }
  }

  /** With 0 for prefix tokens that a probe does not look at: [..., k] to [..., T]. */
  private NDArray overAllTokens(NDArray perKey, NDManager scope) {
    long[] shape = perKey.getShape().getShape().clone();
    int last = shape.length - 1;
    shape[last] = layout.tokens() - shape[last];
    if (shape[last] == 0) {
      return perKey;
    }
    try (perKey;
        NDArray zeros = scope.zeros(new Shape(shape), perKey.getDataType())) {
      NDArray all = zeros.concat(perKey, last);
      all.attach(scope);
      return all;
    }
  }

  private Signal values(Signal gradient) {
    if (gradient instanceof Signal.LayerContextGradient layer) {
      Signal ofProbe = new Signal.PoolValues(layer.score());
      return signals.containsKey(ofProbe) ? ofProbe : new Signal.Values();
    }
    return new Signal.Values();
  }

  /** How many queries the attention has that a gradient is of: T, or 1 if it is a probe's. */
  public int queries(Signal gradient) {
    return values(gradient) instanceof Signal.PoolValues ? 1 : layout.tokens();
  }

  /**
   * The batch in parts whose T x T arrays are best made one after another: on a CPU one image, as
   * its arrays stay in the cache; elsewhere all.
   */
  public List<BatchRange> parts() {
    return BatchRange.parts(batch(), manager.getDevice().isGpu() ? batch() : 1);
  }

  /** A manager for temporaries of a computation on this trace; the caller closes it. */
  public NDManager borrow() {
    return manager.newSubManager();
  }

  @Override
  public void close() {
    manager.close();
  }
}
