package vitexplain.protocol;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.protocol.Protocol.Explained;
import vitexplain.run.row.ReproductionImageRow;
import vitexplain.vit.Logits;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Trace;

/** Pixels set to black in the order of a map, and whether the model keeps the class. */
final class PerturbationScoring implements Scoring {
  private static final double TENTHS = 10;
  private static final Pixels BLACK = new Pixels(1, 1, 1, new byte[1]);

  private final Protocol protocol;
  private final int steps;
  private final Vit model;
  private final double[] black;
  private final List<Explainer> methods;
  private final Map<String, Map<Target, Sums>> sums = new LinkedHashMap<>();

  /**
   * What is kept of a method's pictures.
   *
   * @param positive the highest values removed first
   * @param negative the lowest values removed first
   * @param tied pictures in which values tie at the border of a step
   */
  record Sums(RemovalCurve positive, RemovalCurve negative, int tied) {
    Sums plus(Sums other) {
      return new Sums(
          positive.plus(other.positive), negative.plus(other.negative), tied + other.tied);
    }
  }

  /** The classes that the model predicts after each step; the first of the whole picture. */
  private record Answers(int[] positive, int[] negative, boolean tied) {

    Sums counted(List<Integer> right) {
      return new Sums(curve(positive, right), curve(negative, right), tied ? 1 : 0);
    }

    private static RemovalCurve curve(int[] answers, List<Integer> right) {
      boolean[] keeps = new boolean[answers.length];
      for (int i = 0; i < keeps.length; i++) {
        keeps[i] = right.contains(answers[i]);
      }
      return RemovalCurve.of(keeps);
    }
  }

  PerturbationScoring(
      Protocol protocol,
      Protocol.Perturbation rules,
      Vit model,
      Preprocessor preprocessor,
      List<Explainer> methods) {
    this.protocol = protocol;
    this.steps = rules.steps();
    this.model = model;
    this.methods = methods;
    this.black = preprocessor.normalisedExactly(BLACK);
    RemovalCurve none = RemovalCurve.none(steps);
    for (Explainer method : methods) {
      Map<Target, Sums> ofMethod = new EnumMap<>(Target.class);
      ofMethod.put(Target.PREDICTED, new Sums(none, none, 0));
      sums.put(method.id(), ofMethod);
    }
  }

  @Override
  public List<ReproductionImageRow> add(Subject subject) {
    Map<String, Map<Explained, Answers>> answers = new LinkedHashMap<>();
    int predicted;
    try (NDManager scope = model.newScope();
        Trace trace = subject.trace(model, scope, OptionalInt.empty(), methods)) {
      predicted = trace.targets()[0];
      for (Explainer method : methods) {
        Map<Explained, Answers> ofMethod = new EnumMap<>(Explained.class);
        ofMethod.put(Explained.PREDICTED, answers(subject, method.explainPixels(trace), predicted));
        answers.put(method.id(), ofMethod);
      }
    }
    if (subject.label().isPresent()) {
      ofLabel(subject, predicted, answers);
    }
    return counted(subject, predicted, answers);
  }

  /** Maps of the label: those of the predicted class where that is one of its classes. */
  private void ofLabel(
      Subject subject, int predicted, Map<String, Map<Explained, Answers>> answers) {
    boolean right = subject.labels().contains(predicted);
    List<Explainer> others =
        right ? List.of() : methods.stream().filter(method -> !method.classAgnostic()).toList();
    if (!others.isEmpty()) {
      try (NDManager scope = model.newScope();
          Trace trace = subject.trace(model, scope, subject.label(), others)) {
        for (Explainer method : others) {
          answers
              .get(method.id())
              .put(Explained.LABEL, answers(subject, method.explainPixels(trace), predicted));
        }
      }
    }
    answers.values().forEach(map -> map.putIfAbsent(Explained.LABEL, map.get(Explained.PREDICTED)));
  }

  private Answers answers(Subject subject, Maps maps, int predicted) {
    InputMap map =
        InputMap.of(
            maps, 0, model.inputSize().width(), model.inputSize().height(), protocol.minMax());
    RemovalOrder highest = RemovalOrder.highestFirst(map.values());
    RemovalOrder lowest = RemovalOrder.lowestFirst(map.values());
    boolean tied = false;
    for (int step = 1; step <= steps; step++) {
      int count = highest.count(step / TENTHS);
      tied |= highest.tiesAt(count) || lowest.tiesAt(count);
    }
    return new Answers(
        answers(subject, highest, predicted), answers(subject, lowest, predicted), tied);
  }

  private int[] answers(Subject subject, RemovalOrder order, int predicted) {
    double[][] inputs = new double[steps][];
    for (int step = 1; step <= steps; step++) {
      inputs[step - 1] = order.without(subject.input(), order.count(step / TENTHS), black);
    }
    int[] answers = new int[steps + 1];
    answers[0] = predicted;
    try (NDManager scope = model.newScope()) {
      float[][] logits = HostMatrix.floats(model.logits(model.pixels(scope, inputs)));
      for (int step = 1; step <= steps; step++) {
        answers[step] =
            largest(Logits.finite(logits[step - 1], "image '" + subject.name() + "' in part"));
      }
    }
    return answers;
  }

  private static int largest(float[] logits) {
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      if (logits[k] > logits[best]) {
        best = k;
      }
    }
    return best;
  }

  private List<ReproductionImageRow> counted(
      Subject subject, int predicted, Map<String, Map<Explained, Answers>> answers) {
    List<ReproductionImageRow> rows = new ArrayList<>();
    answers.forEach(
        (method, ofMethod) -> {
          for (Target target : Target.values()) {
            if (target.needsLabel() && subject.label().isEmpty()) {
              continue;
            }
            int explained = explained(target, subject, predicted);
            Sums one =
                ofMethod
                    .get(target.explained())
                    .counted(
                        target.counted() == Explained.LABEL
                            ? subject.labels()
                            : List.of(predicted));
            sums.get(method).merge(target, one, Sums::plus);
            rows.add(row(subject, method, target, explained, Measured.POSITIVE, one.positive()));
            rows.add(row(subject, method, target, explained, Measured.NEGATIVE, one.negative()));
          }
        });
    return rows;
  }

  private static int explained(Target target, Subject subject, int predicted) {
    return target.explained() == Explained.PREDICTED || subject.labels().contains(predicted)
        ? predicted
        : subject.label().getAsInt();
  }

  private ReproductionImageRow row(
      Subject subject,
      String method,
      Target target,
      int explained,
      String metric,
      RemovalCurve curve) {
    return new ReproductionImageRow(
        protocol.name(), subject.name(), method, target.id(), explained, metric, curve.area());
  }

  @Override
  public List<Measured> measured() {
    List<Measured> all = new ArrayList<>();
    sums.forEach(
        (method, ofMethod) ->
            ofMethod.forEach(
                (target, sum) -> {
                  all.add(number(method, Measured.POSITIVE, target, sum.positive(), sum));
                  all.add(number(method, Measured.NEGATIVE, target, sum.negative(), sum));
                }));
    return all;
  }

  private static Measured number(
      String method, String metric, Target target, RemovalCurve curve, Sums sum) {
    List<String> remarks =
        List.of(
            String.format(
                Locale.ROOT,
                "values tie at the border of a step, where the order of pixels can matter, in %d of"
                    + " %d pictures",
                sum.tied(),
                curve.pictures()));
    return new Measured(method, metric, target, curve.area(), curve.pictures(), remarks);
  }
}
