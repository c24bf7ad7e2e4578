package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Completeness;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.explain.step.PatchPixels;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Integrated gradients: the logit's rise from a baseline to the image, shared out among patches.
 *
 * <p>map = sum over a patch's pixels and channels of (x - b) o mean_k d y_c / d x at b + (x - b) (k
 * + 1/2) / steps. Signed. Completeness: the map's sum tends to y_c(x) - y_c(b) as steps grow.
 * Source: Sundararajan, Taly and Yan 2017, arXiv:1703.01365, section 3, its integral by the
 * midpoint rule.
 *
 * @param baseline b, one number for every pixel and channel as the model sees it. The default, -1,
 *     is black for models whose pixels are normalised by mean 0.5 and deviation 0.5, as those of
 *     google/vit and the embedded one; 0 is the mean colour of any model
 * @param steps at least 1
 * @param sign what of the map is shown and scored
 */
public record IntegratedGradients(double baseline, int steps, Sign sign) implements Explainer {
  public static final double BLACK = -1;
  public static final int STEPS = 20;

  @Override
  public String id() {
    return MethodId.of("integrated-gradients")
        .option("baseline", baseline, BLACK)
        .option("steps", steps, STEPS)
        .option("sign", sign, Sign.SIGNED)
        .toString();
  }

  @Override
  public Optional<Sign> signRule() {
    return Optional.of(sign);
  }

  @Override
  public Optional<Completeness> completeness() {
    return Optional.of(Completeness.from(baseline));
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Pixels(), gradient());
  }

  private Signal gradient() {
    return new Signal.PathGradient(baseline, steps);
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray change = trace.get(new Signal.Pixels(), 0).sub(baseline);
      change.attach(scope);
      NDArray attribution = change.muli(trace.get(gradient(), 0)); // (B,C,height,width)
      return PatchPixels.sums(attribution.sum(new int[] {1}), trace.layout()).withSign(sign);
    }
  }
}
