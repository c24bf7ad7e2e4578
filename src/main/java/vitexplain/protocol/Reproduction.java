package vitexplain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import vitexplain.base.Memory;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.explain.map.Explainer;
import vitexplain.image.preprocess.Backend;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.run.row.ReproductionImageRow;
import vitexplain.vit.Vit;

/**
 * A published evaluation, run again picture by picture.
 *
 * @param protocol what is done
 * @param model explained; its input may have another size than the protocol's
 * @param preprocessor as {@link #preprocessor(Protocol, Vit, Preprocessor)} makes it
 * @param data pictures, with the masks and labels that the protocol needs
 * @param methods at least one
 */
public record Reproduction(
    Protocol protocol,
    Vit model,
    Preprocessor preprocessor,
    Dataset data,
    List<Explainer> methods) {

  public Reproduction {
    methods = List.copyOf(methods);
  }

  /**
   * What became of it.
   *
   * @param measured over the pictures that could be used
   * @param failures one sentence for each that could not
   */
  public record Result(List<Measured> measured, List<String> failures) {}

  /**
   * As the protocol makes pixels: the whole picture is resized to the model's input, by its filter,
   * and normalised as the checkpoint says.
   *
   * @param own the checkpoint's
   */
  public static Preprocessor preprocessor(Protocol protocol, Vit model, Preprocessor own) {
    ModelSize.Exact size = model.inputSize();
    return new Preprocessor(
        Backend.PILLOW, size, protocol.inputs().picture(), Optional.empty(), own.scaling());
  }

  /**
   * Runs every picture; one that cannot be used is listed and the rest goes on.
   *
   * @param done hears of each picture that counts: its rows, and the numbers up to it
   * @throws Refusal if a method has options that the model cannot honour, or labels are no classes
   *     of it
   */
  public Result run(
      Progress progress, BiConsumer<List<ReproductionImageRow>, List<Measured>> done) {
    methods.forEach(method -> method.requireSuits(model.config()));
    Scoring scoring = scoring();
    List<String> failures = new ArrayList<>();
    progress.begin(data.images().size(), 0);
    for (String name : data.images()) {
      try {
        List<ReproductionImageRow> rows =
            Memory.bounded("image '" + name + "'", () -> scoring.add(subject(name)));
        done.accept(rows, scoring.measured());
      } catch (Refusal failure) {
        failure.unlessInput();
        failures.add(failure.getMessage());
      }
      progress.step(name);
    }
    return new Result(scoring.measured(), failures);
  }

  private Subject subject(String name) {
    return Subject.of(data, name, model, preprocessor, protocol);
  }

  private Scoring scoring() {
    if (protocol.task() instanceof Protocol.Segmentation rules) {
      return new SegmentationScoring(protocol, rules, model, methods);
    }
    return new PerturbationScoring(
        protocol, (Protocol.Perturbation) protocol.task(), model, preprocessor, methods);
  }
}
