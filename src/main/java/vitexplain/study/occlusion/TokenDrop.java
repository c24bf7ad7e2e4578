package vitexplain.study.occlusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import vitexplain.vit.Vit;

/**
 * True removal: the transformer runs on the kept tokens only, so nothing is put in place of a patch
 * and the pass is the cheaper the more is gone. Perturbed inputs that keep equally many patches
 * share a pass.
 *
 * @param model asked
 * @param input normalised, [C * height * width]
 */
record TokenDrop(Vit model, float[] input) implements Occlusion {

  @Override
  public int passOf(BitSet removed) {
    return removed.cardinality();
  }

  @Override
  public Supplier<NDArray> pass(NDManager scope, List<BitSet> removed) {
    int[][] kept = removed.stream().map(this::kept).toArray(int[][]::new);
    NDArray pixels = model.pixels(scope, input);
    return () -> model.logits(pixels, kept);
  }

  private int[] kept(BitSet removed) {
    BitSet kept = new BitSet();
    kept.set(0, model.layout().patches());
    kept.andNot(removed);
    return kept.stream().toArray();
  }
}
