package vitexplain.vit;

import java.util.Set;
import vitexplain.vit.closedform.CapturePlan;
import vitexplain.vit.replay.Replay;
import vitexplain.vit.trace.Signal;

/** How the gradients among some signals are computed. */
public enum Gradients {
  /** There are none. */
  NONE("none"),
  /** By derivatives that are written out for this kind of model. */
  CLOSED_FORM("closed-form"),
  /** At least some by automatic differentiation of the plain forward pass. */
  AUTOGRAD("autograd");

  private final String id;

  Gradients(String id) {
    this.id = id;
  }

  /** Its name in files. */
  public String id() {
    return id;
  }

  /**
   * Of some signals.
   *
   * @param closedForms whether the model {@linkplain Vit#hasClosedForms has them}
   */
  public static Gradients of(Set<Signal> signals, boolean closedForms) {
    Set<Signal> gradients = Replay.gradients(signals);
    if (gradients.isEmpty()) {
      return NONE;
    }
    return closedForms && CapturePlan.known(gradients).equals(gradients) ? CLOSED_FORM : AUTOGRAD;
  }
}
