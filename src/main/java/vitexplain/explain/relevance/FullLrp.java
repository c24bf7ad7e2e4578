package vitexplain.explain.relevance;

import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.explain.step.PatchPixels;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Full LRP: relevance propagated to the pixels by the rules of deep Taylor decomposition, through
 * the products of attention too.
 *
 * <p>map = the relevance of each patch's pixels, summed. Source: Binder et al. 2016,
 * arXiv:1604.00825, as the baseline of Chefer et al. 2021, arXiv:2012.09838, section 4. Signed. Its
 * denominators come near 0, where single entries grow by orders of magnitude.
 *
 * @param sign what of the map is shown and scored
 */
public record FullLrp(Sign sign) implements Explainer {
  private static final Signal RELEVANCE = new Signal.ImageRelevance();

  @Override
  public String id() {
    return MethodId.of("full-lrp").option("sign", sign, Sign.SIGNED).toString();
  }

  @Override
  public Optional<Sign> signRule() {
    return Optional.of(sign);
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(RELEVANCE);
  }

  @Override
  public Maps explain(Trace trace) {
    return PatchPixels.sums(trace.get(RELEVANCE, 0), trace.layout()).withSign(sign);
  }

  @Override
  public Maps explainPixels(Trace trace) {
    return PatchPixels.each(trace.get(RELEVANCE, 0)).withSign(sign);
  }
}
