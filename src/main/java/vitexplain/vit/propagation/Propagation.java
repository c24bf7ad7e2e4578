package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.ClassWeights;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * Captures relevance. Of one class against another it is the difference of both classes'
 * relevances: a sum's terms are scaled by how much arrives, and of a difference that is nothing.
 */
public final class Propagation {
  private static final Signal LAST = new Signal.LastAttentionRelevance();
  private static final Signal IMAGE = new Signal.ImageRelevance();

  private final VitConfig config;
  private final VitWeights weights;

  /**
   * @param weights in any type
   */
  public Propagation(VitConfig config, VitWeights weights) {
    this.config = config;
    this.weights = weights;
  }

  /** Those of {@code needs} that are captured here. */
  public static Set<Signal> known(Set<Signal> needs) {
    return needs.stream()
        .filter(
            signal ->
                signal instanceof Signal.AttentionRelevance
                    || signal.equals(LAST)
                    || signal.equals(IMAGE))
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
      NDManager owner = trace.borrow();
      ClassWeights classes = targets.settled(trace.targets()).resolve(trace.logits());
      Map<Signal, List<NDArray>> signals = new HashMap<>();
      try (NDManager scope = owner.newSubManager()) {
        Ascent ascent = Ascent.of(config, weights, pixels, scope);
        normalised(owner, ascent, classes, needs, signals);
        plain(owner, ascent, classes, needs, signals);
      }
      return trace.with(
          new Trace(
              owner, trace.layout(), trace.readout(), trace.logits(), trace.targets(), signals));
    } catch (RuntimeException | Error failure) {
      trace.close();
      throw failure;
    }
  }

  /** One way down for every signal of them, as far as any goes. */
  private void normalised(
      NDManager owner,
      Ascent ascent,
      ClassWeights classes,
      Set<Signal> needs,
      Map<Signal, List<NDArray>> signals) {
    OptionalInt lowest =
        needs.stream()
            .filter(Signal.AttentionRelevance.class::isInstance)
            .mapToInt(signal -> ((Signal.AttentionRelevance) signal).first())
            .min();
    if (lowest.isEmpty()) {
      return;
    }
    Descent descent = new Descent(LayerRules.NORMALISED, config, ascent);
    List<NDArray> found = difference(owner, descent, classes, lowest.getAsInt(), false).attention();
    for (Signal signal : needs) {
      if (signal instanceof Signal.AttentionRelevance of) {
        signals.put(signal, found.subList(of.first() - lowest.getAsInt(), found.size()));
      }
    }
  }

  private void plain(
      NDManager owner,
      Ascent ascent,
      ClassWeights classes,
      Set<Signal> needs,
      Map<Signal, List<NDArray>> signals) {
    if (!needs.contains(LAST) && !needs.contains(IMAGE)) {
      return;
    }
    Descent descent = new Descent(LayerRules.PLAIN, config, ascent);
    int first = needs.contains(LAST) ? ascent.blocks() - 1 : ascent.blocks();
    Descent.Relevances found = difference(owner, descent, classes, first, needs.contains(IMAGE));
    if (needs.contains(LAST)) {
      signals.put(LAST, found.attention());
    }
    found.image().ifPresent(image -> signals.put(IMAGE, List.of(image)));
  }

  private static Descent.Relevances difference(
      NDManager owner, Descent descent, ClassWeights classes, int first, boolean toImage) {
    Descent.Relevances own = descent.of(owner, classes.classes(), first, toImage);
    if (classes.contrast().isPresent()) {
      int[] contrast = new int[classes.classes().length];
      Arrays.fill(contrast, classes.contrast().getAsInt());
      own.less(descent.of(owner, contrast, first, toImage));
    }
    return own;
  }
}
