package vitexplain.explain.control;

import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.image.occlusion.Blur;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Control: another method's map, smoothed by a Gaussian on the patch grid. Where it scores higher
 * than the method itself, the metric rewards smoothness and not what the method found.
 *
 * @param of the method
 * @param sigma standard deviation in patches, above 0; the kernel ends at 3 sigma or where the grid
 *     can no longer be reflected
 */
public record BlurredControl(Explainer of, double sigma) implements Explainer {
  public static final double SIGMA = 1;
  private static final double REACH = 3;

  @Override
  public String id() {
    return MethodId.of("blurred")
        .option("sigma", sigma, SIGMA)
        .option("of", of.id(), MethodId.WRAPPED)
        .toString();
  }

  /** What counts of the method's map is smoothed, and so counts. */
  @Override
  public Optional<Sign> signRule() {
    return of.signRule().isPresent() ? Optional.of(Sign.SIGNED) : Optional.empty();
  }

  @Override
  public Set<Signal> needs() {
    return of.needs();
  }

  @Override
  public void requireFits(int blocks) {
    of.requireFits(blocks);
  }

  @Override
  public Optional<String> unsuitableFor(VitConfig model) {
    return of.unsuitableFor(model);
  }

  @Override
  public Maps explain(Trace trace) {
    Maps maps = of.explain(trace);
    int widest = Math.min(maps.rows(), maps.columns()) - 1;
    int kernel = 2 * (int) Math.min(Math.ceil(REACH * sigma), widest) + 1;
    float[][] smooth = new float[maps.batch()][];
    for (int b = 0; b < smooth.length; b++) {
      smooth[b] = Blur.gaussian(maps.scored(b), 1, maps.rows(), maps.columns(), kernel, sigma);
    }
    return maps.withValues(smooth);
  }
}
