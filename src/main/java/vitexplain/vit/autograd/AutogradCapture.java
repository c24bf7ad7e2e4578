package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.ClassWeights;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * Captures a trace by automatic differentiation: one forward pass for each kind of gradient, or one
 * without a graph if none is needed. The final logit has one graph; blocks' own scores have one
 * each, cut apart, so that a backward pass sees its own block alone.
 */
public final class AutogradCapture {
  private final VitConfig config;
  private final VitWeights weights;
  private final Forward forward;

  public AutogradCapture(VitConfig config, VitWeights weights) {
    this.config = config;
    this.weights = weights;
    this.forward = new Forward(config, weights);
  }

  /**
   * Runs the passes that the signals take.
   *
   * @param manager will own the trace's arrays; closed here if the capture fails
   * @param pixels [B, C, height, width], of any manager
   * @param asked what to capture
   */
  public Trace capture(NDManager manager, NDArray pixels, Targets targets, Set<Signal> asked) {
    Set<Signal> needs = new HashSet<>(asked);
    if (config.readout().pool() == Readout.Pool.PROBE) {
      needs.add(new Signal.PoolAttention()); // where rollouts start from
    }
    try {
      Map<Signal, List<NDArray>> signals = new HashMap<>();
      float[][] logits = null;
      Set<Signal> captured = NormsOfGradients.sources(needs);
      for (Signal gradient : captured) {
        if (isGradient(gradient)) {
          logits = gradientPass(manager, pixels, targets, gradient, captured, signals);
        }
      }
      NormsOfGradients.compute(manager, needs, signals);
      if (InputPass.isNeeded(needs)) {
        logits = new InputPass(forward).capture(manager, pixels, targets, needs, signals);
      }
      for (RelevanceRules rules : RelevancePass.asked(needs)) {
        logits =
            new RelevancePass(forward, rules).capture(manager, pixels, targets, needs, signals);
      }
      if (logits == null) {
        logits = plainPass(manager, pixels, needs, signals);
      }
      if (needs.contains(new Signal.Pixels())) {
        NDArray input = pixels.duplicate();
        input.attach(manager);
        signals.put(new Signal.Pixels(), List.of(input));
      }
      ClassWeights classes = targets.resolve(logits);
      new AveragedGradients(forward).capture(manager, pixels, classes, needs, signals);
      return new Trace(
          manager,
          config.layout(weights.prefixTokens()),
          config.readout(),
          logits,
          classes.classes(),
          signals);
    } catch (RuntimeException | Error failure) {
      manager.close();
      throw failure;
    }
  }

  private static boolean isGradient(Signal signal) {
    return signal instanceof Signal.LogitContextGradient
        || signal instanceof Signal.LayerContextGradient;
  }

  /** Which scores a gradient is of, one per image. */
  private static ClassWeights scores(Signal gradient, ClassWeights explained) {
    if (gradient instanceof Signal.LayerContextGradient layer && layer.ofClass().isPresent()) {
      int[] same = new int[explained.classes().length];
      Arrays.fill(same, layer.ofClass().getAsInt());
      return ClassWeights.of(same);
    }
    return explained;
  }

  private float[][] plainPass(
      NDManager keep, NDArray pixels, Set<Signal> needs, Map<Signal, List<NDArray>> signals) {
    try (NDManager scope = keep.newSubManager()) {
      scope.tempAttachAll(pixels);
      Recorder recorder = new Recorder(keep, needs, signals);
      return HostMatrix.floats(forward.logits(pixels, recorder));
    }
  }

  private float[][] gradientPass(
      NDManager keep,
      NDArray pixels,
      Targets targets,
      Signal gradient,
      Set<Signal> needs,
      Map<Signal, List<NDArray>> signals) {
    try (NDManager scope = keep.newSubManager();
        Collector collector = Collector.open(scope.getEngine())) {
      scope.tempAttachAll(pixels);
      boolean cutBlocks = gradient instanceof Signal.LayerContextGradient;
      LeafRecorder recorder =
          new LeafRecorder(scope, new Recorder(keep, needs, signals), cutBlocks);
      NDArray logits = forward.logits(pixels, recorder);
      float[][] values = HostMatrix.floats(logits);
      NDArray chosen = scores(gradient, targets.resolve(values)).matrix(logits);
      if (gradient instanceof Signal.LayerContextGradient layer) {
        ProbeLeaf probe = new ProbeLeaf(scope, keep);
        Readout readout = config.readout().ofBlock(layer.score());
        for (NDArray z : recorder.tokens()) {
          collector.backward(forward.score(z, readout, probe).mul(chosen).sum());
        }
        if (readout.pool() == Readout.Pool.PROBE) {
          signals.put(new Signal.PoolValues(layer.score()), probe.values());
          signals.put(gradient, probe.gradients());
          return values;
        }
      } else {
        collector.backward(logits.mul(chosen).sum());
      }
      signals.put(gradient, recorder.gradients(keep));
      return values;
    }
  }
}
