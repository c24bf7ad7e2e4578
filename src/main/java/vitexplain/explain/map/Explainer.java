package vitexplain.explain.map;

import java.util.Set;
import vitexplain.base.Refusal;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * An explanation method: from what a pass left behind to one value per patch. Immutable, so that
 * threads can share it; its components are its options. It never touches the model, gradients or
 * the device, so its own cost can be timed apart from the passes that it needs.
 */
public interface Explainer {

  /**
   * Its name with the options that differ from the default, such as {@code legrad:pool=readout}.
   */
  String id();

  /** What a trace must hold for it. */
  Set<Signal> needs();

  /** Whether it explains every class alike, by construction: it sees nothing that is of a class. */
  default boolean classAgnostic() {
    return needs().stream().noneMatch(Signal::dependsOnTarget);
  }

  /**
   * Refuses options that a model of so many blocks cannot honour.
   *
   * @throws Refusal naming the option and what would fit
   */
  default void requireFits(int blocks) {}

  /**
   * Maps for the trace's own target classes.
   *
   * @param trace holds at least {@link #needs()}; left open
   * @return raw maps on the host, one per image, before min-max
   */
  Maps explain(Trace trace);
}
