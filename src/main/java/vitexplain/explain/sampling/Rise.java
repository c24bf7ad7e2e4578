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
 * RISE on tokens: the class probability with a random half of the patches, averaged over the halves
 * that hold a patch.
 *
 * <p>map_j = sum_m p_m M_m,j / sum_m M_m,j, M_m the m-th half, the same for every image. Source:
 * Petsiuk et al. 2018, arXiv:1806.07421, section 3, equation 6. The paper darkens pixels under a
 * smooth random mask; here patches leave the token sequence, so that nothing stands in for them,
 * and by default there are as many halves as {@link Tis} has, so that the two differ in the choice
 * of halves alone.
 *
 * @param fill what becomes of the other half
 * @param masks halves, at least 1
 * @param seed of the halves
 */
public record Rise(Fill fill, int masks, int seed) implements Explainer {

  /** What becomes of patches that are left out. */
  public enum Fill {
    /** Their tokens leave the sequence. */
    DROP
  }

  @Override
  public String id() {
    return MethodId.of("rise")
        .option("fill", fill, Fill.DROP)
        .option("masks", masks, Tis.MASKS)
        .option("seed", seed, 0)
        .toString();
  }

  private PatchSets halves() {
    return new PatchSets.Drawn(masks, seed);
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
