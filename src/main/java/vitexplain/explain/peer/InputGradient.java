package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.PatchPixels;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Input gradient, or saliency map: how fast the logit moves with each pixel.
 *
 * <p>map = mean over a patch's pixels of max over channels of |d y_c / d x|. The plain gradient,
 * not multiplied by the input. Source: Simonyan, Vedaldi and Zisserman 2014, arXiv:1312.6034,
 * section 3 (the maximum over channels is theirs); the mean over a patch is ours.
 */
public record InputGradient() implements Explainer {
  private static final Signal GRADIENT = new Signal.InputGradient();

  @Override
  public String id() {
    return "input-gradient";
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(GRADIENT);
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      return saliency(trace.get(GRADIENT, 0), trace.layout(), scope);
    }
  }

  /** From a gradient (B,C,height,width) to maps. */
  static Maps saliency(NDArray gradient, PatchLayout layout, NDManager scope) {
    NDArray size = gradient.abs();
    size.attach(scope);
    return PatchPixels.means(size.max(new int[] {1}), layout);
  }
}
