package vitexplain.study.unit;

import ai.djl.ndarray.NDManager;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import vitexplain.explain.map.Heatmap;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Logits;
import vitexplain.vit.Softmax;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Targets;

/**
 * One unit of work: a model, an image and a plan to maps and rows. A pure function of its
 * arguments, so units may run anywhere in any order.
 */
public final class ImageStudy {

  /**
   * What one image gave.
   *
   * @param maps of the predicted class by method id, in the plan's order
   * @param target the predicted class
   * @param probability of that class, 0 to 1
   * @param label the true class: of several that are right, the one of the highest logit
   * @param rows values for the run folder
   */
  public record Outcome(
      Map<String, Heatmap> maps,
      int target,
      double probability,
      OptionalInt label,
      MeasuredRows rows) {}

  /** A class's maps and the logits of the image. */
  private record Conclusions(Explanation explained, float[] logits) {}

  private final Vit model;
  private final Preprocessor preprocessor;
  private final StudyPlan plan;
  private final Predicate<String> checked;
  private final PassTally passes;

  /** A study in which the sanity of the methods is checked on every image. */
  public ImageStudy(Vit model, Preprocessor preprocessor, StudyPlan plan) {
    this(model, preprocessor, plan, name -> true);
  }

  /**
   * @param checked images by name on which sanity is checked, if the plan has metrics of it
   * @throws vitexplain.base.Refusal if a method has options that the model cannot honour, or the
   *     model has one class only
   */
  public ImageStudy(
      Vit model, Preprocessor preprocessor, StudyPlan plan, Predicate<String> checked) {
    this(model, preprocessor, plan, checked, new PassTally());
  }

  private ImageStudy(
      Vit model,
      Preprocessor preprocessor,
      StudyPlan plan,
      Predicate<String> checked,
      PassTally passes) {
    Logits.requireClasses(model.config().labels().size());
    plan.methods().forEach(method -> method.requireSuits(model.config()));
    plan.fills().forEach(fill -> fill.requireSuits(model.config()));
    this.model = model;
    this.preprocessor = preprocessor;
    this.plan = plan;
    this.checked = checked;
    this.passes = passes;
  }

  /** The same by another plan, its passes counted together with those of this one. */
  public ImageStudy of(StudyPlan other) {
    return new ImageStudy(model, preprocessor, other, checked, passes);
  }

  /** The same whose passes are counted apart from those of this one. */
  ImageStudy countedApart() {
    return new ImageStudy(model, preprocessor, plan, checked, new PassTally());
  }

  /** {@link #run(String, Pixels, Optional, List)} of an image without a label. */
  public Outcome run(String name, Pixels image, Optional<Mask> mask) {
    return run(name, image, mask, List.of());
  }

  /**
   * Explains and scores one image: its predicted class, and its true class as far as perturbed
   * inputs of the image are concerned. Where both are the same, nothing is computed twice.
   *
   * @param name the image's name in every row
   * @param image decoded, its own size
   * @param mask of the same size; metrics against a mask are left out without one
   * @param right indices of the true classes, any of which is right: the one of the highest logit
   *     is the target {@code label}, whose rows are left out without any
   */
  public Outcome run(String name, Pixels image, Optional<Mask> mask, List<Integer> right) {
    float[] input = preprocessor.apply(name, image, model.inputSize());
    Conclusions answer = explain(input, Explanation.PREDICTED, Targets.predicted());
    Logits.finite(answer.logits(), "image '" + name + "'");
    OptionalInt label = Logits.highest(answer.logits(), right);
    Explanation predicted = answer.explained();
    MeasuredRows rows = new MeasuredRows(name, plan.unit());
    MapScores.add(rows, plan, predicted);
    if (mask.isPresent()) {
      new MaskScores(plan, mask.get(), preprocessor.region(image.width(), image.height()))
          .add(rows, predicted);
    }
    boolean another = label.isPresent() && label.getAsInt() != predicted.classIndex();
    List<Explanation> targets = new ArrayList<>(List.of(predicted));
    if (another && plan.asksAgain()) {
      Targets given = Targets.of(label.getAsInt());
      targets.add(explain(input, Explanation.LABEL, given).explained());
    }
    Instance instance = new Instance(model, preprocessor, input, plan.unit(), seed(name), passes);
    int ofCopies = rows.samples();
    float[] untouched =
        inOneDtype() ? answer.logits() : Logits.finite(logits(input), "image '" + name + "'");
    new FaithfulnessScores(plan, instance, untouched).add(rows, targets);
    CompletenessScores sums = new CompletenessScores(plan, instance, answer.logits());
    targets.forEach(explained -> sums.add(rows, explained));
    if (label.isPresent() && !another) {
      rows.repeatFrom(ofCopies, Explanation.LABEL);
    }
    if (plan.checksSanity() && checked.test(name)) {
      new SanityScores(plan, instance).add(rows, predicted);
    }
    double probability = Softmax.probability(answer.logits(), predicted.classIndex());
    return new Outcome(predicted.maps(), predicted.classIndex(), probability, label, rows);
  }

  /** Counts the model's runs; what is measured beyond single images is counted there too. */
  public PassTally passes() {
    return passes;
  }

  /** The model's shape and class names. */
  VitConfig config() {
    return model.config();
  }

  /** Model runs so far, as {@link PassTally#measured}. */
  public Map<String, Double> measured() {
    return passes.measured();
  }

  private boolean inOneDtype() {
    return model.logitsDtype() == model.dtype();
  }

  /**
   * As those of its perturbed inputs are computed: what an image lost must not be what rounding
   * took.
   */
  private float[] logits(float[] input) {
    try (NDManager scope = model.newScope()) {
      return passes.run(
          PassTally.UNTOUCHED,
          1,
          () -> HostMatrix.floats(model.logits(model.pixels(scope, input)))[0]);
    }
  }

  private Conclusions explain(float[] input, String target, Targets targets) {
    MethodMaps.Answer answer =
        new MethodMaps(model, passes)
            .of(PassTally.IMAGES, plan.methods(), new float[][] {input}, targets);
    Map<String, Heatmap> maps = new LinkedHashMap<>();
    answer.maps().forEach((method, found) -> maps.put(method, found.heatmap(0)));
    return new Conclusions(new Explanation(target, answer.classes()[0], maps), answer.logits()[0]);
  }

  /**
   * Of everything drawn for an image: the same whatever other images there are and in which order
   * they come.
   */
  public long seed(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return (plan.seed() << 32) ^ crc.getValue();
  }
}
