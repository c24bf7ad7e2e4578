package vitexplain.explain.step;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** How gradient norms become weights of heads. */
public enum HeadWeights {
  /** w^l_h = |G^l_h| / sum_h' |G^l_h'|: every block's weights sum to 1. */
  PER_LAYER {
    @Override
    public List<NDArray> normalise(List<NDArray> norms) {
      return norms.stream().map(n -> share(n, n.sum(HEADS, true), n.getShape().get(1))).toList();
    }
  },
  /**
   * w^l_h = L |G^l_h| / sum_l'h' |G^l'_h'|: the weights sum to 1 on average over the L blocks, and
   * a block with small gradients is closer to its residual path.
   */
  GLOBAL {
    @Override
    public List<NDArray> normalise(List<NDArray> norms) {
      NDArray total = norms.get(0).sum(HEADS, true);
      for (NDArray norm : norms.subList(1, norms.size())) {
        total = total.add(norm.sum(HEADS, true));
      }
      List<NDArray> weights = new ArrayList<>();
      for (NDArray norm : norms) {
        weights.add(share(norm, total.div(norms.size()), norm.getShape().get(1)));
      }
      return weights;
    }
  };

  private static final int[] HEADS = {1};

  /**
   * From norms to weights.
   *
   * @param norms per block, (B,H)
   * @return weights per block, (B,H); 1 / H where all norms are 0
   */
  public abstract List<NDArray> normalise(List<NDArray> norms);

  private static NDArray share(NDArray norm, NDArray sum, long heads) {
    NDArray none = sum.eq(0).toType(norm.getDataType(), false); // (B,1)
    return norm.div(sum.add(none)).add(none.div(heads));
  }
}
