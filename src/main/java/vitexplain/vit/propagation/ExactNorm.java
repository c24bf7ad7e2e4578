package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.Rules;

/**
 * The forward pass with LayerNorm written out. The engine's own rounds eps to float32, which nobody
 * sees elsewhere; relevance at the pixels of a trained network has it in its fifth digit.
 */
class ExactNorm implements Rules {

  @Override
  public NDArray norm(NormWeights w, NDArray x) {
    int[] last = {x.getShape().dimension() - 1};
    NDArray centred = x.sub(x.mean(last, true));
    NDArray deviation = centred.square().mean(last, true).add(w.eps()).sqrt();
    return centred.div(deviation).mul(w.weight()).add(w.bias());
  }
}
