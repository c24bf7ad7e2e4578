package vitexplain.explain.peer;

import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * SmoothGrad: the input gradient averaged over noisy copies of the image.
 *
 * <p>G = mean over samples of d y_c / d x at x + e, e normal with a standard deviation of {@code
 * noise} (max x - min x); then as {@link InputGradient}: the signs are averaged first, the size is
 * taken of the mean. Source: Smilkov et al. 2017, arXiv:1706.03825, section 2 (10 to 20 % noise;
 * more than 50 samples change little).
 *
 * @param samples noisy copies, at least 1
 * @param noise standard deviation as a share of the image's range of values
 * @param seed of the noise
 */
public record SmoothGrad(int samples, double noise, int seed) implements Explainer {
  public static final int SAMPLES = 20;
  public static final double NOISE = 0.15;

  @Override
  public String id() {
    return MethodId.of("smoothgrad")
        .option("samples", samples, SAMPLES)
        .option("noise", noise, NOISE)
        .option("seed", seed, 0)
        .toString();
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(gradient());
  }

  private Signal gradient() {
    return new Signal.SmoothedGradient(samples, noise, seed);
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      return InputGradient.saliency(trace.get(gradient(), 0), trace.layout(), scope);
    }
  }
}
