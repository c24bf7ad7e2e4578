package vitexplain.latency.plan;

import java.util.Set;

/**
 * Which passes the models of a plan have.
 *
 * @param closedForms names of those whose gradients are computed by closed forms
 * @param plain names of those without fast passes, of which steps of such cannot be timed
 */
public record ModelPasses(Set<String> closedForms, Set<String> plain) {

  public ModelPasses {
    closedForms = Set.copyOf(closedForms);
    plain = Set.copyOf(plain);
  }
}
