package vitexplain.vit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a forward pass has to keep for a set of signals, and no more.
 *
 * @param attention whether attention is a signal
 * @param values whether values are a signal
 * @param reverse whether a gradient runs through all blocks
 * @param everyToken whether a block's own score depends on all its tokens
 * @param layerScores gradients of blocks' own scores
 */
record Keep(
    boolean attention,
    boolean values,
    boolean reverse,
    boolean everyToken,
    List<Signal.LayerContextGradient> layerScores) {

  Keep {
    layerScores = List.copyOf(layerScores);
  }

  /** Empty if a signal among them takes automatic differentiation. */
  static Optional<Keep> of(Set<Signal> needs) {
    Set<Signal> known =
        Set.of(
            new Signal.Attention(),
            new Signal.Values(),
            new Signal.LogitContextGradient(),
            new Signal.Pixels());
    List<Signal.LayerContextGradient> layers =
        needs.stream()
            .filter(Signal.LayerContextGradient.class::isInstance)
            .map(Signal.LayerContextGradient.class::cast)
            .toList();
    Set<Signal> rest = new HashSet<>(needs);
    rest.removeAll(known);
    layers.forEach(rest::remove);
    return rest.isEmpty()
        ? Optional.of(
            new Keep(
                needs.contains(new Signal.Attention()),
                needs.contains(new Signal.Values()),
                needs.contains(new Signal.LogitContextGradient()),
                layers.stream().anyMatch(s -> s.score().pool() == LayerScore.Pool.MEAN),
                layers))
        : Optional.empty();
  }

  /** Whether a block's part after attention is taken back. */
  boolean tape() {
    return reverse || !layerScores.isEmpty();
  }

  /** Whether only CLS is kept of what follows attention. */
  boolean clsOnly(boolean lastBlock) {
    return !everyToken && (lastBlock || !reverse);
  }
}
