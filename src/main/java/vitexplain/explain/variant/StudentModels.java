package vitexplain.explain.variant;

import java.util.Optional;
import vitexplain.vit.model.TokenRange;
import vitexplain.vit.model.VitConfig;

/** The models that the student project explains: classifiers that read a class token. */
final class StudentModels {

  private StudentModels() {}

  /** Why a model is none of them; empty if it is one. */
  static Optional<String> unsuitable(VitConfig model) {
    return model.readout().ranges().stream().anyMatch(TokenRange::isToken)
        ? Optional.empty()
        : Optional.of(
            "repeats a project that starts from the class token, and the model's class scores are"
                + " not read from one");
  }
}
