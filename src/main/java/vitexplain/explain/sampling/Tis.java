package vitexplain.explain.sampling;

import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.vit.trace.PatchSets;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Transformer input sampling: {@link Rise} with halves that the model's own features propose.
 *
 * <p>map_j = sum_m p_m M_m,j / sum_m M_m,j; M_m are the half of the patches on which the m-th
 * centroid of the blocks' features is largest, p_m the class probability with their tokens alone.
 * Source: Englebert et al. 2023 (ICCV Workshops), Explaining through Transformer Input Sampling,
 * section 3; a small model has fewer features than {@code masks}, and then each is a mask.
 *
 * @param masks clusters of features, at least 1
 * @param seed of the first centroids
 */
public record Tis(int masks, int seed) implements Explainer {
  /** As in the paper. */
  public static final int MASKS = 1024;

  @Override
  public String id() {
    return MethodId.of("tis").option("masks", masks, MASKS).option("seed", seed, 0).toString();
  }

  private PatchSets halves() {
    return new PatchSets.Clustered(masks, seed);
  }

  @Override
  public Set<Signal> needs() {
    return MeanScore.needs(halves());
  }

  /** Against another class a probability may be the smaller one. */
  @Override
  public Optional<Sign> signRule() {
    return Optional.of(Sign.SIGNED);
  }

  @Override
  public Maps explain(Trace trace) {
    return MeanScore.of(trace, halves());
  }
}
