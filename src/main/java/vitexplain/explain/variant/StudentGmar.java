package vitexplain.explain.variant;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.method.Gmar;
import vitexplain.explain.step.HeadWeights;
import vitexplain.explain.step.RolloutRow;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.HeadNorm;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * The student project's GMAR (soham5498/Explanable_Ai): the weighted heads are averaged, not summed
 * (a further 1 / H, so that the residual path keeps most of each row), and the blocks multiplied in
 * the order A_1 A_2 ... A_L. Kept so that its results can be compared.
 *
 * @param norm how the size of a gradient matrix is measured
 */
public record StudentGmar(HeadNorm norm) implements Explainer {

  @Override
  public String id() {
    return "gmar-student-" + MethodId.spelled(norm);
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention(), new Signal.AttentionGradientNorm(norm));
  }

  @Override
  public Optional<String> unsuitableFor(VitConfig model) {
    return StudentModels.unsuitable(model).or(() -> Explainer.super.unsuitableFor(model));
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      RolloutRow row = RolloutRow.start(trace, scope);
      List<NDArray> w = HeadWeights.PER_LAYER.normalise(Gmar.norms(trace, norm, scope));
      for (int l = 0; l < trace.blocks(); l++) {
        try (NDArray mean = w.get(l).div(w.get(l).getShape().get(1));
            NDArray fused = Gmar.weighted(trace.get(new Signal.Attention(), l), mean)) {
          row.through(fused, 1);
        }
      }
      return Maps.ofTokens(row.values(), trace.layout()).withEpsilon(StudentLeGrad.EPSILON);
    }
  }
}
