package vitexplain.vit.replay;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.ClassWeights;
import vitexplain.vit.trace.PatchSets;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Captures the signals that take further passes over an image that a trace is already of. */
public final class Replay {
  private static final Signal CONTEXT = new Signal.LogitContextGradient();

  /** What a pass that takes gradients leaves behind here. */
  public static final Set<Signal> GRADIENTS = Set.of(CONTEXT, new Signal.Values());

  /** Parts of an image in one pass: enough for two cores, and 80 MB of activations in ViT-B/16. */
  private static final int AT_ONCE = 64;

  private final Forward plain;
  private final VitWeights weights;
  private final Passes passes;

  /**
   * @param plain sees what passes through the blocks
   * @param weights its weights
   * @param passes the others
   */
  public Replay(Forward plain, VitWeights weights, Passes passes) {
    this.plain = plain;
    this.weights = weights;
    this.passes = passes;
  }

  /** Those of {@code needs} that are captured here. */
  public static Set<Signal> known(Set<Signal> needs) {
    return needs.stream()
        .filter(
            signal ->
                signal instanceof Signal.KeptPatches
                    || signal instanceof Signal.KeptScores
                    || signal instanceof Signal.PathAttentionGradient
                    || signal instanceof Signal.ValueGain)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Every gradient that signals take: their own, and those that the signals here are made of. */
  public static Set<Signal> gradients(Set<Signal> needs) {
    return needs.stream()
        .filter(Signal::takesGradient)
        .flatMap(
            signal ->
                signal instanceof Signal.PathAttentionGradient
                    ? Stream.of(CONTEXT)
                    : Stream.of(signal))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A trace with further signals besides.
   *
   * @param trace taken over, and closed where this fails
   * @param targets of its classes
   * @param pixels what it is a trace of, [B, C, height, width]
   * @param needs all {@linkplain #known known}
   */
  public Trace joined(Trace trace, Targets targets, NDArray pixels, Set<Signal> needs) {
    try {
      Targets same = targets.settled(trace.targets());
      NDManager owner = trace.borrow();
      Map<Signal, List<NDArray>> signals = new HashMap<>();
      try (NDManager scope = owner.newSubManager()) {
        scope.tempAttachAll(pixels);
        sets(needs).forEach(each -> keptParts(owner, trace, same, pixels, each, signals));
        for (Signal signal : needs) {
          if (signal instanceof Signal.PathAttentionGradient path) {
            signals.put(signal, List.of(onPath(owner, same, pixels, path.steps())));
          } else if (signal instanceof Signal.ValueGain) {
            signals.put(signal, gains(owner, pixels));
          }
        }
      }
      return trace.with(
          new Trace(
              owner, trace.layout(), trace.readout(), trace.logits(), trace.targets(), signals));
    } catch (RuntimeException | Error failure) {
      trace.close();
      throw failure;
    }
  }

  private static Set<PatchSets> sets(Set<Signal> needs) {
    return needs.stream()
        .flatMap(
            signal -> {
              if (signal instanceof Signal.KeptPatches kept) {
                return Stream.of(kept.sets());
              }
              return signal instanceof Signal.KeptScores kept
                  ? Stream.of(kept.sets())
                  : Stream.empty();
            })
        .collect(Collectors.toUnmodifiableSet());
  }

  /** In float64 whatever the model's type: a map is a mean of a thousand scores. */
  private void keptParts(
      NDManager owner,
      Trace trace,
      Targets targets,
      NDArray pixels,
      PatchSets sets,
      Map<Signal, List<NDArray>> signals) {
    int batch = trace.batch();
    int patches = trace.layout().patches();
    Halves halves = new Halves(plain, trace.layout(), sets);
    ClassWeights classes = targets.resolve(trace.logits());
    double[][][] kept = new double[batch][][];
    double[][] scores = new double[batch][];
    for (int b = 0; b < batch; b++) {
      try (NDManager scope = owner.newSubManager()) {
        NDArray image = pixels.get(b + ":" + (b + 1));
        image.attach(scope);
        int[][] parts = halves.of(image);
        scores[b] = probabilities(image, parts, classes.classes()[b], classes.contrast());
        kept[b] = Arrays.stream(parts).map(part -> members(part, patches)).toArray(double[][]::new);
      }
    }
    int count = scores[0].length;
    double[] members =
        Arrays.stream(kept).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
    double[] all = Arrays.stream(scores).flatMapToDouble(Arrays::stream).toArray();
    signals.put(
        new Signal.KeptPatches(sets),
        List.of(owner.create(members, new Shape(batch, count, patches))));
    signals.put(new Signal.KeptScores(sets), List.of(owner.create(all, new Shape(batch, count))));
  }

  private static double[] members(int[] part, int patches) {
    double[] members = new double[patches];
    for (int patch : part) {
      members[patch] = 1;
    }
    return members;
  }

  /** Of one class, less another's where one is given, with these patches alone. */
  private double[] probabilities(NDArray image, int[][] parts, int target, OptionalInt contrast) {
    double[] probabilities = new double[parts.length];
    for (int from = 0; from < parts.length; from += AT_ONCE) {
      int[][] some = Arrays.copyOfRange(parts, from, Math.min(from + AT_ONCE, parts.length));
      try (NDManager scope = image.getManager().newSubManager()) {
        scope.tempAttachAll(image);
        NDArray logits = passes.parts().logits(image, some).toType(DataType.FLOAT64, false);
        int[] same = new int[some.length];
        Arrays.fill(same, target);
        NDArray shares = logits.softmax(1);
        NDArray weighted = shares.muli(new ClassWeights(same, contrast).matrix(shares));
        double[] found = weighted.sum(new int[] {1}).toDoubleArray();
        System.arraycopy(found, 0, probabilities, from, found.length);
      }
    }
    return probabilities;
  }

  /** The mean of the last block's dA at 0, 1 / (steps - 1), ..., 1 times the image, (B,H,R,T). */
  private NDArray onPath(NDManager owner, Targets targets, NDArray pixels, int steps) {
    NDArray sum = null;
    for (int k = 0; k < steps; k++) {
      try (NDManager scope = owner.newSubManager()) {
        NDArray darker = pixels.mul(k / (steps - 1.0));
        darker.attach(scope);
        try (Trace at = passes.gradients().of(darker, targets)) {
          NDArray gradient = at.liveAttentionGradient(owner, CONTEXT, at.blocks() - 1);
          if (sum == null) {
            sum = gradient;
          } else {
            sum.addi(gradient);
            gradient.close();
          }
        }
      }
    }
    return sum.divi(steps);
  }

  private List<NDArray> gains(NDManager owner, NDArray pixels) {
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(pixels);
      NDArray embedded = plain.embed(pixels);
      ValueGains gains = new ValueGains(weights, owner, embedded);
      plain.logitsOf(embedded, gains);
      return gains.perBlock();
    }
  }
}
