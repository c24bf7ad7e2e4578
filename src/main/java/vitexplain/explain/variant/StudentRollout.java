package vitexplain.explain.variant;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.step.Fusion;
import vitexplain.explain.step.RolloutRow;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * The student project's rollout (soham5498/Explanable_Ai): mean over heads, plus identity, rows
 * divided by their sums, but multiplied in the order of the blocks, A_1 A_2 ... A_L, so that row 0
 * follows CLS forward through the blocks. Kept so that its results can be compared.
 */
public record StudentRollout() implements Explainer {

  @Override
  public String id() {
    return "rollout-student";
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention());
  }

  @Override
  public Optional<String> unsuitableFor(VitConfig model) {
    return StudentModels.unsuitable(model).or(() -> Explainer.super.unsuitableFor(model));
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      RolloutRow row = RolloutRow.start(trace, scope);
      for (int l = 0; l < trace.blocks(); l++) {
        try (NDArray fused = Fusion.MEAN.fuse(trace.get(new Signal.Attention(), l), scope)) {
          row.through(fused, 1);
        }
      }
      return Maps.ofTokens(row.values(), trace.layout()).withEpsilon(StudentLeGrad.EPSILON);
    }
  }
}
