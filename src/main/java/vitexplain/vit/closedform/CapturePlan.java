package vitexplain.vit.closedform;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;

/**
 * What a forward pass has to keep for a set of signals, and no more.
 *
 * @param attention whether attention is a signal
 * @param values whether values are a signal
 * @param context whether D of the final logit is a signal
 * @param norms of the final logit's attention gradient that are signals
 * @param everyToken whether a block's own score depends on all its tokens
 * @param layerScores gradients of blocks' own scores
 * @param relevances of blocks' inputs that are signals, each by rules of its own
 */
public record CapturePlan(
    boolean attention,
    boolean values,
    boolean context,
    List<Signal.AttentionGradientNorm> norms,
    boolean everyToken,
    List<Signal.LayerContextGradient> layerScores,
    List<Signal.TokenRelevance> relevances) {

  public CapturePlan {
    norms = List.copyOf(norms);
    layerScores = List.copyOf(layerScores);
    relevances = List.copyOf(relevances);
  }

  /** Those of {@code needs} that have a closed form; the others take automatic differentiation. */
  public static Set<Signal> known(Set<Signal> needs) {
    return needs.stream().filter(CapturePlan::isKnown).collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isKnown(Signal signal) {
    return signal instanceof Signal.Attention
        || signal instanceof Signal.Values
        || signal instanceof Signal.LogitContextGradient
        || signal instanceof Signal.AttentionGradientNorm
        || (signal instanceof Signal.LayerContextGradient layer && layer.ofClass().isEmpty())
        || (signal instanceof Signal.TokenRelevance of && RelevanceReverse.knows(of.rules()))
        || signal instanceof Signal.Pixels;
  }

  /**
   * For signals that all have a closed form.
   *
   * @throws IllegalArgumentException if one has none
   */
  public static CapturePlan of(Set<Signal> needs) {
    if (!needs.stream().allMatch(CapturePlan::isKnown)) {
      throw new IllegalArgumentException(
          "closed forms are known of " + known(needs) + ", not of all of " + needs);
    }
    List<Signal.LayerContextGradient> layers = of(needs, Signal.LayerContextGradient.class);
    return new CapturePlan(
        needs.contains(new Signal.Attention()),
        needs.contains(new Signal.Values()),
        needs.contains(new Signal.LogitContextGradient()),
        of(needs, Signal.AttentionGradientNorm.class),
        layers.stream().anyMatch(s -> s.score().pool() == BlockReadout.Pool.MEAN),
        layers,
        of(needs, Signal.TokenRelevance.class));
  }

  private static <S extends Signal> List<S> of(Set<Signal> needs, Class<S> kind) {
    List<S> found = new ArrayList<>();
    needs.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
    return found;
  }

  /** Whether a gradient of the final logit runs through all blocks. */
  boolean logit() {
    return context || !norms.isEmpty();
  }

  /** Whether that or relevance does. */
  boolean reverse() {
    return logit() || !relevances.isEmpty();
  }

  /**
   * Whether of an MLP's hidden layer x the gates f(x) / x are kept and not x, f the activation:
   * where relevance alone goes back through it.
   */
  boolean gates() {
    return !relevances.isEmpty() && !logit() && layerScores.isEmpty();
  }

  /** Whether a block's part after attention is taken back. */
  boolean tape() {
    return reverse() || !layerScores.isEmpty();
  }

  /**
   * How many rows of a block, from the first, are kept of what follows attention.
   *
   * @param tokens T
   */
  int rows(Readout readout, boolean lastBlock, int tokens) {
    return everyToken || (!lastBlock && reverse()) ? tokens : readout.live(tokens);
  }

  /**
   * About how many numbers of one image the reverse passes read.
   *
   * @param tokens T
   */
  long tapeSize(VitConfig config, int tokens) {
    long rows = rows(config.readout(), false, tokens);
    long block = tape() ? rows * (config.mlpWidth() + 2L * config.width()) : 0;
    long attention =
        reverse() ? tokens * ((long) config.heads() * tokens + 4L * config.width()) : 0;
    return config.blocks() * (block + attention);
  }
}
