package vitexplain.explain.variant;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * The student project's LeGrad (soham5498/Explanable_Ai): relu(G) o A with G of the final logit,
 * mean over heads, CLS row and column dropped, mean over keys, mean over blocks. Kept so that its
 * results can be compared.
 */
public record StudentLeGrad() implements Explainer {
  /** What the student project adds to a map's range before dividing by it. */
  static final double EPSILON = 1e-8;

  private static final Signal GRADIENT = new Signal.LogitContextGradient();

  @Override
  public String id() {
    return "legrad-student";
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Attention(), new Signal.Values(), GRADIENT);
  }

  @Override
  public Optional<String> unsuitableFor(VitConfig model) {
    return StudentModels.unsuitable(model).or(() -> Explainer.super.unsuitableFor(model));
  }

  @Override
  public Maps explain(Trace trace) {
    try (NDManager scope = trace.borrow()) {
      NDArray sum = queries(trace, scope, 0);
      for (int l = 1; l < trace.blocks(); l++) {
        sum.addi(queries(trace, scope, l));
      }
      PatchLayout patchesOnly = new PatchLayout(trace.layout().rows(), trace.layout().columns(), 0);
      return Maps.ofTokens(sum.div(trace.blocks()), patchesOnly).withEpsilon(EPSILON);
    }
  }

  /** Per patch as a query, (B,n). */
  private static NDArray queries(Trace trace, NDManager scope, int block) {
    String patches = ":, :, " + trace.layout().prefixTokens() + ":, ";
    String both = patches + trace.layout().prefixTokens() + ":";
    try (NDArray gradient = trace.attentionGradient(scope, GRADIENT, block);
        NDArray positive = Activation.relu(gradient);
        NDArray product = positive.mul(trace.get(new Signal.Attention(), block));
        NDArray kept = product.get(both); // (B,H,n,n)
        NDArray overKeys = kept.mean(new int[] {3})) {
      return overKeys.mean(new int[] {1});
    }
  }
}
