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
 * AGCAM, attention-guided CAM: the scores that lie behind attention, by a sigmoid in the softmax's
 * place, times the positive gradient of attention.
 *
 * <p>map_j = sum over blocks and heads of relu(d y_c / d A^l_h[0, j]) sigmoid(S^l_h[0, j]), S = Q
 * K^T / sqrt(d_h). Where other tokens than CLS are read, their rows count as the readout counts
 * them. Source: Leem and Seo 2024 (AAAI), arXiv:2402.04563, section 3.
 */
public record AgCam() implements Explainer {
  private static final Signal SCORES = new Signal.Scores();
  private static final Signal GRADIENT = new Signal.LogitContextGradient();

  @Override
  public String id() {
    return "agcam";
  }

  @Override
  public Set<Signal> needs() {
    Signal attention = new Signal.Attention(); // says in what precision rows are counted
    return Set.of(attention, SCORES, new Signal.Values(), GRADIENT);
  }

  @Override
  public Maps explain(Trace trace) {
    String live = ":, :, 0:" + trace.readout().live(trace.layout().tokens());
    try (NDManager scope = trace.borrow()) {
      NDArray sum = trace.start(scope).zerosLike(); // (B,1,T)
      for (int l = 0; l < trace.blocks(); l++) {
        try (NDManager block = scope.newSubManager()) {
          NDArray d = owned(trace.get(GRADIENT, l).get(live), block); // (B,H,R,d_h)
          NDArray v = owned(trace.get(new Signal.Values(), l).transpose(0, 1, 3, 2), block);
          NDArray scores = owned(trace.get(SCORES, l).get(live), block); // (B,H,R,T)
          NDArray product = Activation.relu(d.matMul(v)).mul(Activation.sigmoid(scores));
          sum.addi(ReadoutRow.of(trace, product, block).sum(new int[] {1}));
        }
      }
      return Maps.ofTokens(sum, trace.layout());
    }
  }

  private static NDArray owned(NDArray array, NDManager scope) {
    array.attach(scope);
    return array;
  }
}
