package vitexplain.explain.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import vitexplain.explain.map.Maps;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.PatchSets;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * From scores of parts of an image to a map: for each patch the mean score of the parts that it is
 * in, sum_m s_m M_m / sum_m M_m. A patch that is in none gets 0.
 */
final class MeanScore {
  private MeanScore() {}

  static Set<Signal> needs(PatchSets sets) {
    return Set.of(new Signal.KeptPatches(sets), new Signal.KeptScores(sets));
  }

  static Maps of(Trace trace, PatchSets sets) {
    NDArray kept = trace.get(new Signal.KeptPatches(sets), 0); // (B,N,n)
    NDArray scores = trace.get(new Signal.KeptScores(sets), 0); // (B,N)
    try (NDManager scope = trace.borrow()) {
      scope.tempAttachAll(kept, scores);
      NDArray sums = scores.expandDims(1).matMul(kept).squeeze(1); // (B,n)
      NDArray counts = kept.sum(new int[] {1}).maximum(1);
      return Maps.ofPatches(HostMatrix.floats(sums.div(counts)), trace.layout());
    }
  }
}
