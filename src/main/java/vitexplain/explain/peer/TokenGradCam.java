package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Grad-CAM on tokens: the patch tokens are the positions, the model's width the channels.
 *
 * <p>Z = the last block's first LayerNorm's output, G = d y_c / d Z; w_k = mean over patches of
 * G[:, k]; map_j = relu(sum_k w_k Z[j, k]). Source: Selvaraju et al. 2017, arXiv:1610.02391,
 * section 3; the layer is the one that pytorch-grad-cam recommends for Vision Transformers, the
 * last whose patches reach the logit: in every later module their gradient is zero.
 */
public record TokenGradCam() implements Explainer {
  private static final Signal TOKENS = new Signal.LastNorm();
  private static final Signal GRADIENT = new Signal.LastNormGradient();

  @Override
  public String id() {
    return "token-gradcam";
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(TOKENS, GRADIENT);
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray patches = trace.get(GRADIENT, 0).get(":, " + trace.layout().prefixTokens() + ":");
      patches.attach(scope);
      NDArray weights = patches.mean(new int[] {1}, true); // (B,1,d)
      NDArray perToken = weights.mul(trace.get(TOKENS, 0)).sum(new int[] {2}); // (B,T)
      return Maps.ofTokens(Activation.relu(perToken), trace.layout());
    }
  }
}
