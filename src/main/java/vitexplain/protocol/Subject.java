package vitexplain.protocol;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.explain.map.Explainer;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.Logits;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * A picture as a protocol shows it to the model.
 *
 * @param name the picture's
 * @param input [channels * height * width], rescaled in float32 and normalised in float64
 * @param labels indices of its classes, of which any is right; none if it has no label
 * @param mask of the input's size, if the protocol needs it
 */
record Subject(String name, double[] input, List<Integer> labels, Optional<Mask> mask) {

  Subject {
    labels = List.copyOf(labels);
  }

  /** The class that stands for the label: the first of several. */
  OptionalInt label() {
    return labels.stream().mapToInt(k -> k).findFirst();
  }

  /**
   * Reads a picture.
   *
   * @param preprocessor as {@link Reproduction#preprocessor} makes it
   * @throws Refusal of the input if it cannot be read, or lacks the label or the mask that the
   *     protocol needs
   */
  static Subject of(
      Dataset data, String name, Vit model, Preprocessor preprocessor, Protocol protocol) {
    Pixels picture = data.image(name, model.config().channels());
    List<Integer> labels = data.classes(name, model.config().labels());
    if (protocol.task().needsLabels() && labels.isEmpty()) {
      throw Refusal.input(
          "image '" + name + "' has no label, which " + protocol.name() + " explains.");
    }
    Optional<Mask> mask = Optional.empty();
    if (protocol.task().needsMasks()) {
      Mask own =
          data.mask(name, picture, labels.stream().mapToInt(k -> k).findFirst())
              .orElseThrow(
                  () ->
                      Refusal.input(
                          "image '"
                              + name
                              + "' has no mask, which "
                              + protocol.name()
                              + " needs."));
      mask =
          Optional.of(
              SegmentationScores.resized(
                  own,
                  model.inputSize().width(),
                  model.inputSize().height(),
                  protocol.inputs().mask()));
      requireCounting(name, mask.get());
    }
    double[] input = preprocessor.normalisedExactly(preprocessor.resized(picture));
    return new Subject(name, input, labels, mask);
  }

  private static void requireCounting(String name, Mask mask) {
    if (mask.ignored().cardinality() == mask.foreground().length) {
      throw Refusal.input("the mask of image '" + name + "' ignores every pixel.");
    }
  }

  /**
   * One pass over the model.
   *
   * @param scope owns the pixels
   * @param target the class to explain; empty for the predicted one
   * @return the caller closes it
   */
  Trace trace(Vit model, NDManager scope, OptionalInt target, List<Explainer> methods) {
    Set<Signal> needs = new LinkedHashSet<>();
    methods.forEach(method -> needs.addAll(method.needs()));
    NDArray pixels = model.pixels(scope, input);
    Targets targets = target.isPresent() ? Targets.of(target.getAsInt()) : Targets.predicted();
    Trace trace = model.trace(pixels, targets, needs);
    try {
      Logits.finite(trace.logits()[0], "image '" + name + "'");
      return trace;
    } catch (Refusal refusal) {
      trace.close();
      throw refusal;
    }
  }
}
