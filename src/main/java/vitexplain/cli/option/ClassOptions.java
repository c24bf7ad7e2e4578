package vitexplain.cli.option;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import vitexplain.base.Refusal;
import vitexplain.dataset.ClassIndex;
import vitexplain.dataset.LabelCount;
import vitexplain.explain.map.Explainer;
import vitexplain.heatmaps.ClassChoice;

/** Which class is explained, and against which other. */
public final class ClassOptions {
  private static final String PREDICTED = "predicted";
  private static final String LABEL = "label";

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description =
          "the class to explain in every image: its name, index or index:N; or predicted, the one"
              + " that the model predicts; or label, each image's own (default: predicted)")
  private String target;

  @Option(
      names = "--contrast",
      paramLabel = "CLASS",
      description =
          "explain the class against this one: the difference of their two scores. Methods that"
              + " see no class score are not changed")
  private String contrast;

  /**
   * The classes that the options name.
   *
   * @param labels the model's class names, in logit order
   * @throws Refusal if one is no class of the model, or both are the same
   */
  public ClassChoice choice(List<String> labels) {
    OptionalInt other = index("--contrast", contrast, labels);
    return LABEL.equals(target)
        ? ClassChoice.ofLabel(other)
        : new ClassChoice(
            isPredicted() ? OptionalInt.empty() : index("--class", target, labels), other, false);
  }

  private boolean isPredicted() {
    return target == null || target.equals(PREDICTED);
  }

  /**
   * Refuses to explain labels where there are none.
   *
   * @param labels how many there are
   * @param classes the model's class names, in logit order
   */
  public void requireLabels(LabelCount labels, List<String> classes) {
    if (!LABEL.equals(target)) {
      return;
    }
    labels.requireSome(classes);
    if (labels.mapped() == 0) {
      throw Refusal.request(
          "--class label needs --labels too, or --data with labels: no image has a label.");
    }
  }

  private static OptionalInt index(String option, String text, List<String> labels) {
    return text == null
        ? OptionalInt.empty()
        : OptionalInt.of(ClassIndex.of(option + " is '" + text + "'", text, labels));
  }

  /** What is said once of methods whose maps the options do not change; empty if there is none. */
  public Optional<String> remark(List<Explainer> methods) {
    String agnostic =
        methods.stream()
            .filter(Explainer::classAgnostic)
            .map(Explainer::id)
            .collect(Collectors.joining(", "));
    return agnostic.isEmpty() || (isPredicted() && contrast == null)
        ? Optional.empty()
        : Optional.of(
            agnostic + ": the maps are the same for every class, whatever --class and --contrast");
  }
}
