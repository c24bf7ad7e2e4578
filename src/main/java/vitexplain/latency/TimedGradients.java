package vitexplain.latency;

import java.util.LinkedHashSet;
import java.util.Set;
import vitexplain.explain.Methods;
import vitexplain.run.row.LatencyRow;
import vitexplain.vit.Gradients;
import vitexplain.vit.trace.Signal;

/**
 * How what was timed computes gradients.
 *
 * @param closedForms names of the models that have closed forms
 */
record TimedGradients(Set<String> closedForms) {
  /** Attention gradients of every block, by no method. */
  private static final String BACKWARD = "backward";

  /** Every method under test from one trace. */
  private static final String SHARED_TRACE = "shared-trace";

  TimedGradients {
    closedForms = Set.copyOf(closedForms);
  }

  /** The same row with its gradients. */
  LatencyRow marked(LatencyRow row) {
    boolean byClosedForms =
        closedForms.contains(row.model()) && !row.benchmark().equals(LatencyRow.REFERENCE);
    return row.withGradients(Gradients.of(signals(row), byClosedForms).id());
  }

  private static Set<Signal> signals(LatencyRow row) {
    if (!row.method().isEmpty()) {
      return Methods.named(row.method()).needs();
    }
    Set<Signal> signals = new LinkedHashSet<>();
    if (row.benchmark().equals(BACKWARD)) {
      signals.add(new Signal.LogitContextGradient());
    }
    if (row.benchmark().equals(SHARED_TRACE)) {
      Methods.of(Methods.Kind.METHOD)
          .forEach(entry -> signals.addAll(Methods.named(entry.name()).needs()));
    }
    return signals;
  }
}
