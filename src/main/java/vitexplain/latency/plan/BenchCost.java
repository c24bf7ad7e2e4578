package vitexplain.latency.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import vitexplain.explain.Methods;
import vitexplain.vit.EmbeddedModel;
import vitexplain.vit.ModelShape;
import vitexplain.vit.ModelSource;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Signal;

/**
 * What a plan will take, in seconds. The constants were seen on two cores; another machine is
 * faster or slower, so this is an order of magnitude for the user who waits.
 */
record BenchCost(BenchPlan plan) {

  /** Starting Java, JMH and the engine; and what a call takes beside its arithmetic. */
  private static final double START = 1.3, CALL = 0.003;

  /** Of a forward pass on all cores, in operations a second; and of drawing or reading weights. */
  private static final double OPERATIONS = 1.7e11, WEIGHTS = 9e7;

  /** Forward passes that autograd and a closed form take, and an explanation without gradients. */
  private static final double AUTOGRAD = 2.6, CLOSED = 2.2, ONE_ROW = 1.3, PLAIN = 1.2;

  /** A pass without gradients over half of the tokens. */
  private static final double HALF = 0.5;

  /** Calls of a process that are not timed: its own check, which is also its first warm-up. */
  private static final double CHECK = 1.3;

  /** Arithmetic of one image and number of weights. */
  private record Size(double operations, double weights) {}

  /** Seconds for all trials on one device. */
  double seconds() {
    String device = plan.devices().get(0);
    return new Suite(plan, List.of(device)).trials().stream().mapToDouble(this::seconds).sum()
        * plan.rounds();
  }

  /** Seconds of one process of a trial, or of all processes of a cold start. */
  double seconds(Trial trial) {
    Size size = size(trial.model());
    double pass = size.operations() / OPERATIONS * slowdown(trial);
    double call = CALL + trial.batch() * passes(trial) * pass;
    double once = START + size.weights() / WEIGHTS;
    return trial.mode() == JmhMode.SINGLE_SHOT
        ? plan.extent().coldStarts() * (once + call)
        : once
            + CHECK * call
            + (1 + plan.warmup(trial).count()) * 0.02
            + plan.warmup(trial).seconds(call)
            + plan.measurement(trial).seconds(call);
  }

  private double slowdown(Trial trial) {
    return plan.threads() / (double) trial.threads();
  }

  /** Forward passes that a call is worth. */
  private static double passes(Trial trial) {
    return switch (trial.benchmark()) {
      case "PreprocessBenchmark.preprocess", "CopyBenchmark.copy" -> 0.02;
      case "ForwardBenchmark.backward", Trial.FOUR_CLASSES -> CLOSED;
      case Trial.FORWARD_BFLOAT16 -> 0.6;
      case Trial.SHARED_TRACE -> 3;
      case Trial.REFERENCE -> reference(trial.method());
      case Trial.EXPLAINER, Trial.COLD_START, Trial.FIRST_EXPLANATION ->
          explanation(trial.method());
      default -> 1;
    };
  }

  /** Forward passes that a method is worth, roughly. */
  static double explanation(String method) {
    Set<Signal> needs = Methods.named(method).needs();
    boolean oneRow =
        needs.stream()
            .anyMatch(
                signal ->
                    signal instanceof Signal.LayerContextGradient layer
                        && layer.score().pool() == BlockReadout.Pool.READOUT);
    Set<Signal> free = Set.of(new Signal.Attention(), new Signal.Values(), new Signal.Pixels());
    if (runsOnParts(method)) {
      return passes(method) * HALF;
    }
    return passes(method) * (oneRow ? ONE_ROW : free.containsAll(needs) ? PLAIN : CLOSED);
  }

  private static double reference(String method) {
    return runsOnParts(method) ? explanation(method) : AUTOGRAD * passes(method);
  }

  private static boolean runsOnParts(String method) {
    return Methods.named(method).needs().stream().anyMatch(Signal.KeptScores.class::isInstance);
  }

  private static int passes(String method) {
    return Methods.named(method).passes();
  }

  /** A directory or a hub id may hold anything; ViT-B/16 is the common case. */
  private static Size size(String model) {
    if (model.isEmpty() || EmbeddedModel.named(model).isPresent()) {
      return new Size(8e7, 5e5);
    }
    String shape = model.startsWith("shape:") ? model : "shape:vit-base-16-224";
    ModelSource source = ModelSource.named(shape, Path.of(""));
    VitConfig c = ((ModelShape) source).config();
    double d = c.width();
    double tokens = (double) c.imageWidth() * c.imageHeight() / c.patchSize() / c.patchSize() + 1;
    return new Size(
        c.blocks() * (24 * tokens * d * d + 4 * tokens * tokens * d), 12 * c.blocks() * d * d);
  }

  /** In seconds or minutes, for one device. */
  String text() {
    double seconds = seconds();
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60));
  }
}
