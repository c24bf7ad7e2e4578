package vitexplain.explain.control;

import java.util.Optional;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Control: another method's map with its sign turned. What the method calls most relevant comes
 * last, so a metric that prefers the inverse says that the method is worse than no method.
 *
 * @param of the method
 */
public record InverseControl(Explainer of) implements Explainer {

  @Override
  public String id() {
    return MethodId.of("inverse").option("of", of.id(), MethodId.WRAPPED).toString();
  }

  @Override
  public Optional<Sign> signRule() {
    return Optional.of(Sign.SIGNED);
  }

  @Override
  public Set<Signal> needs() {
    return of.needs();
  }

  @Override
  public void requireFits(int blocks) {
    of.requireFits(blocks);
  }

  @Override
  public Optional<String> unsuitableFor(VitConfig model) {
    return of.unsuitableFor(model);
  }

  @Override
  public Maps explain(Trace trace) {
    Maps maps = of.explain(trace);
    float[][] turned = new float[maps.batch()][];
    for (int b = 0; b < turned.length; b++) {
      turned[b] = maps.scored(b);
      for (int i = 0; i < turned[b].length; i++) {
        turned[b][i] = -turned[b][i];
      }
    }
    return maps.withValues(turned);
  }
}
