package vitexplain.explain.map;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Refusal;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * An explanation method: from what a pass left behind to one value per patch. Immutable, so that
 * threads can share it; its components are its options. It never touches the model, gradients or
 * the device, so its own cost can be timed apart from the passes that it needs.
 */
public interface Explainer {
  /** Several times what published averages of gradients take. */
  int MOST_PASSES_UNASKED = 100;

  /**
   * Its name with the options that differ from the default, such as {@code legrad:pool=readout}.
   */
  String id();

  /** What a trace must hold for it. */
  Set<Signal> needs();

  /**
   * What of its maps is shown and scored where a value is negative; empty if none ever is. Raw maps
   * are kept as computed either way.
   */
  default Optional<Sign> signRule() {
    return Optional.empty();
  }

  /** What its raw map promises to add up to; empty if nothing is promised. */
  default Optional<Completeness> completeness() {
    return Optional.empty();
  }

  /** Whether it explains every class alike, by construction: it sees nothing that is of a class. */
  default boolean classAgnostic() {
    return needs().stream().noneMatch(Signal::dependsOnTarget);
  }

  /** The most passes over the model that anything it needs takes; 1 if it needs nothing. */
  default int passes() {
    return needs().stream().mapToInt(Signal::passes).max().orElse(1);
  }

  /**
   * Whether it takes so many passes that it is run where it is named, and in no profile: a study
   * explains an image dozens of times to check sanity and stability.
   */
  default boolean isOnRequest() {
    return passes() > MOST_PASSES_UNASKED;
  }

  /**
   * Refuses options that a model of so many blocks cannot honour.
   *
   * @throws Refusal naming the option and what would fit
   */
  default void requireFits(int blocks) {}

  /**
   * Why it has no meaning for a kind of model; empty if it has one.
   *
   * @return a clause to stand behind the method's name, such as "explains a class, ..."
   */
  default Optional<String> unsuitableFor(VitConfig model) {
    return classAgnostic() || model.classes() > 0
        ? Optional.empty()
        : Optional.of("explains a class score, and the model has no classes");
  }

  /**
   * Refuses a model for which it has no meaning, or whose depth its options do not fit.
   *
   * @throws Refusal saying why
   */
  default void requireSuits(VitConfig model) {
    unsuitableFor(model)
        .ifPresent(
            reason -> {
              throw Refusal.request(String.format(Locale.ROOT, "method '%s' %s", id(), reason));
            });
    requireFits(model.blocks());
  }

  /**
   * Maps for the trace's own target classes.
   *
   * @param trace holds at least {@link #needs()}; left open
   * @return raw maps on the host, one per image, before min-max
   */
  Maps explain(Trace trace);

  /**
   * The same for evaluations of single pixels: maps of the model's input where the method ends
   * there, else those of the patch grid.
   */
  default Maps explainPixels(Trace trace) {
    return explain(trace);
  }
}
