package vitexplain.bench;

import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;

/**
 * A method as a parameter of JMH, which wants constants and cuts them at commas. The command {@code
 * bench} gives each method of its plan by its id, with {@code ;} in place of the comma between
 * options; the default is for whoever runs JMH by hand.
 */
final class MethodParameter {

  /** The first method under test that explains a class. */
  static final String DEFAULT = "default";

  private MethodParameter() {}

  static Explainer explainer(String parameter) {
    return parameter.equals(DEFAULT) ? first() : Methods.named(parameter.replace(';', ','));
  }

  private static Explainer first() {
    return Methods.of(Methods.Kind.METHOD).stream()
        .map(entry -> Methods.named(entry.name()))
        .filter(explainer -> !explainer.classAgnostic())
        .findFirst()
        .orElseThrow();
  }
}
