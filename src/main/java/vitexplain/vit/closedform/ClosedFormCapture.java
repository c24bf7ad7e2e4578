package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Set;
import vitexplain.vit.model.Head;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.BatchRange;
import vitexplain.vit.trace.BatchSignals;
import vitexplain.vit.trace.ClassWeights;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;
import vitexplain.vit.trace.TraceBuilder;

/**
 * Captures traces without automatic differentiation: a forward pass that keeps what the reverse
 * passes take, then one reverse pass per gradient, which frees a block as soon as it is done. Where
 * that would be much at once, some images of the batch come after the others.
 */
public final class ClosedFormCapture {
  /**
   * Bytes that a pass on a CPU may keep for the reverse passes: two images of ViT-B/16. More at
   * once are hardly faster and take more memory, one at a time is slower: docs/performance.md.
   */
  private static final long TAPE_BYTES = 200L << 20;

  private final VitConfig config;
  private final PatchLayout layout;
  private final FastForward forward;
  private final ReversePass reverse;
  private final RelevanceReverse relevance;
  private final long tapeBytes;

  public ClosedFormCapture(VitConfig config, VitWeights weights, FastForward forward) {
    this(config, weights, forward, TAPE_BYTES);
  }

  /**
   * @param tapeBytes what a pass on a CPU may keep; of one image it keeps what it takes
   */
  ClosedFormCapture(VitConfig config, VitWeights weights, FastForward forward, long tapeBytes) {
    this.config = config;
    this.layout = config.layout(weights.prefixTokens());
    this.forward = forward;
    this.reverse = new ReversePass(config.readout(), weights, forward);
    this.relevance = new RelevanceReverse(config.readout(), weights, forward);
    this.tapeBytes = tapeBytes;
  }

  /** Whether closed forms are known of this model's gradients. */
  public static boolean supports(VitConfig config, VitWeights weights) {
    return FastForward.supports(config, weights)
        && config.readout().pool() == Readout.Pool.MEAN
        && weights.head() instanceof Head.Linear;
  }

  /**
   * One trace for each choice of classes, from one forward pass. They share the memory of attention
   * and values, and each may be closed before the others.
   *
   * @param parent sub-managers of it own the traces
   * @param keep made of {@code needs}
   */
  public List<Trace> capture(
      NDManager parent,
      NDArray pixels,
      List<Targets> targets,
      Set<Signal> needs,
      CapturePlan keep) {
    int batch = Math.toIntExact(pixels.getShape().get(0));
    List<TraceBuilder> captured =
        targets.stream()
            .map(each -> new TraceBuilder(parent.newSubManager(), each, batch, config.blocks()))
            .toList();
    try (NDManager scope = parent.newSubManager()) {
      scope.tempAttachAll(pixels);
      BatchSignals shared = new BatchSignals(scope, config.blocks());
      float[][] logits = new float[batch][];
      for (BatchRange images : BatchRange.parts(batch, atOnce(pixels, keep))) {
        float[][] some = capture(scope, pixels, images, captured, shared, keep);
        System.arraycopy(some, 0, logits, images.first(), images.count());
      }
      if (needs.contains(new Signal.Pixels())) {
        BatchRange all = new BatchRange(0, batch, batch);
        shared.put(new Signal.Pixels(), 0, all, pixels.duplicate());
      }
      captured.forEach(each -> each.share(shared));
      return captured.stream().map(each -> each.trace(layout, config.readout(), logits)).toList();
    } catch (RuntimeException | Error failure) {
      captured.forEach(TraceBuilder::close);
      throw failure;
    }
  }

  /** How many images a pass takes. */
  int atOnce(NDArray pixels, CapturePlan keep) {
    if (pixels.getDevice().isGpu()) {
      return Integer.MAX_VALUE;
    }
    DataType dtype = pixels.getDataType();
    long bytes = Math.max(1, keep.tapeSize(config, layout.tokens()) * dtype.getNumOfBytes());
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(1, tapeBytes / bytes)));
  }

  /** Some images' part; gives their logits. */
  private float[][] capture(
      NDManager parent,
      NDArray pixels,
      BatchRange images,
      List<TraceBuilder> captured,
      BatchSignals shared,
      CapturePlan keep) {
    try (NDManager scope = parent.newSubManager();
        Tape tape = new Tape(keep, layout.tokens(), images, shared, scope)) {
      NDArray some = images.of(pixels);
      some.attach(scope);
      NDArray scores = forward.logits(some, tape);
      float[][] logits = HostMatrix.floats(scores);
      captureGradients(tape, scores, captured, logits);
      return logits;
    }
  }

  private void captureGradients(
      Tape tape, NDArray scores, List<TraceBuilder> captured, float[][] logits) {
    List<ClassWeights> choices =
        captured.stream().map(each -> each.resolve(tape.images(), logits)).toList();
    CapturePlan keep = tape.keep();
    if (!keep.tape()) {
      return;
    }
    NDArray chosen = reverse.chosen(scores.getManager(), choices);
    NDArray directions = reverse.directions(chosen);
    if (!keep.layerScores().isEmpty()) {
      reverse.layerScores(tape, directions, captured);
    }
    for (int i = 0; i < keep.relevances().size(); i++) {
      Signal.TokenRelevance signal = keep.relevances().get(i);
      NDArray slopes = RelevanceReverse.slopes(signal.rules().score(), chosen, scores);
      NDArray propagated = reverse.directions(slopes);
      boolean lastPass = !keep.logit() && i == keep.relevances().size() - 1;
      for (int n = 0; n < captured.size(); n++) {
        boolean free = lastPass && n == captured.size() - 1;
        relevance.toBlockInputs(tape, propagated.get(one(n)), signal, captured.get(n), free);
      }
    }
    if (keep.logit()) {
      for (int n = 0; n < captured.size(); n++) {
        boolean free = n == captured.size() - 1;
        reverse.logit(tape, directions.get(one(n)), captured.get(n), free);
      }
    }
  }

  private static String one(int n) {
    return n + ":" + (n + 1);
  }
}
