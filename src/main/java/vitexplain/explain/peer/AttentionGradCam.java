package vitexplain.explain.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.ReadoutRow;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Grad-CAM with the heads of the last block as its channels and CLS's attention as their maps.
 *
 * <p>a_h = A^L_h[0, patches], g_h = d y_c / d a_h; map = relu(mean_h(mean(g_h) a_h)), the inner
 * mean over patches. Source: Selvaraju et al. 2017, arXiv:1610.02391, section 3, transferred to
 * attention as the baseline of Chefer et al. 2021, arXiv:2012.09838, section 4.
 */
public record AttentionGradCam() implements Explainer {
  private static final Signal GRADIENT = new Signal.LogitContextGradient();
  private static final int[] HEADS = {1};
  private static final int[] KEYS = {3};

  @Override
  public String id() {
    return "attention-gradcam";
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention(), new Signal.Values(), GRADIENT);
  }

  @Override
  public Maps explain(Trace trace) {
    int last = trace.blocks() - 1;
    try (NDManager scope = trace.borrow()) {
      NDArray a = ReadoutRow.of(trace, trace.get(new Signal.Attention(), last), scope); // (B,H,1,T)
      NDArray d = ReadoutRow.of(trace, trace.get(GRADIENT, last), scope); // (B,H,1,d_h)
      NDArray v = trace.get(new Signal.Values(), last).transpose(0, 1, 3, 2);
      v.attach(scope);
      NDArray g = d.matMul(v); // dA = D V^T, of that row only
      NDArray weight = g.get(":, :, :, " + trace.layout().prefixTokens() + ":").mean(KEYS, true);
      return Maps.ofTokens(Activation.relu(a.mul(weight).mean(HEADS)), trace.layout());
    }
  }
}
