package vitexplain.study.unit;

import java.io.Serializable;
import java.util.Map;
import vitexplain.dataset.DatasetReference;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.ModelReference;

/**
 * What all units of a study share, as plain data: with it and a {@link UnitKey} any process
 * computes the same rows.
 *
 * @param plan as the manifest holds it
 * @param batch perturbed inputs per forward pass
 * @param model by name and hash
 * @param data where the images lie, at the same paths everywhere
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param bfloat16 whether logits alone are computed in bfloat16
 */
public record StudySetting(
    Map<String, String> plan,
    int batch,
    ModelReference model,
    DatasetReference data,
    String device,
    boolean bfloat16)
    implements Serializable {

  public StudySetting {
    plan = Map.copyOf(plan);
  }

  /** Of a plan. */
  public StudySetting(
      StudyPlan plan,
      ModelReference model,
      DatasetReference data,
      String device,
      boolean bfloat16) {
    this(plan.config(), plan.batch(), model, data.absolute(), device, bfloat16);
  }
}
