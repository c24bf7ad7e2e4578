package vitexplain.explain.control;

import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/** Control: the same value everywhere, so always degenerate; shows what a metric makes of that. */
public record ConstantControl() implements Explainer {

  @Override
  public String id() {
    return "constant";
  }

  @Override
  public Set<Signal> needs() {
    return Set.of();
  }

  @Override
  public Maps explain(Trace trace) {
    return Maps.ofPatches(new float[trace.batch()][trace.layout().patches()], trace.layout());
  }
}
