package vitexplain.vit.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.GentleModel;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Gradients with respect to the input, and what is made of many of them. */
class InputGradientTest {
  private static final Signal INPUT = new Signal.InputGradient();

  /**
   * Central differences in float64 with this step are right to its square and to rounding / step.
   */
  private static final double STEP = 1e-5;

  private static final double CENTRAL_DIFFERENCES = 1e-8;

  /** Sums of the same numbers in another order, float64. */
  private static final double ROUNDING = 1e-12;

  /** Maps leave as float32: 12 patches of about 1. */
  private static final double FLOAT = 1e-5;

  private Vit model;
  private NDManager scope;
  private NDArray pixels;

  @BeforeEach
  void open() {
    model = GentleModel.open(DataType.FLOAT64);
    scope = model.newScope();
    pixels = TestModels.pixels(model, scope, 2, 2);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void equalsCentralDifferencesOfTheTargetsLogit() {
    try (Trace trace = model.trace(pixels, Targets.of(3, 1), Set.of(INPUT))) {
      NDIndex place = new NDIndex(1, 2, 10, 9);
      double slope = (logit(place, STEP) - logit(place, -STEP)) / (2 * STEP);
      assertThat(trace.get(INPUT, 0).getDouble(1, 2, 10, 9))
          .isCloseTo(slope, offset(CENTRAL_DIFFERENCES));
    }
  }

  private double logit(NDIndex place, double step) {
    NDArray moved = pixels.duplicate();
    moved.set(place, moved.getDouble(1, 2, 10, 9) + step);
    return model.logits(moved).getDouble(1, 1);
  }

  @Test
  void oneTraceServesPixelsNormAndAttentionTogetherAsAlone() {
    Signal norm = new Signal.LastNormGradient();
    Signal context = new Signal.LogitContextGradient();
    Signal attention = new Signal.Attention();
    Set<Signal> all = Set.of(INPUT, norm, new Signal.LastNorm(), context, attention);
    try (Trace together = model.trace(pixels, Targets.predicted(), all)) {
      for (Signal signal : all) {
        try (Trace alone = model.trace(pixels, Targets.predicted(), Set.of(signal))) {
          NDArray difference = together.get(signal, 0).sub(alone.get(signal, 0));
          assertThat(largest(difference)).as(signal.toString()).isLessThan(ROUNDING);
          assertThat(alone.logits()).isDeepEqualTo(together.logits());
        }
      }
      assertThat(together.blocks()).isEqualTo(3);
    }
  }

  @Test
  void theCallersPixelsStayWithoutGradientAndUnchanged() {
    NDArray before = pixels.duplicate();
    Signal smoothed = new Signal.SmoothedGradient(2, 0.15, 0);
    try (Trace trace = model.trace(pixels, Targets.predicted(), Set.of(INPUT, smoothed))) {
      assertThat(trace.signals()).contains(INPUT, smoothed);
    }
    assertThat(pixels.hasGradient()).isFalse();
    assertThat(pixels).isEqualTo(before);
  }

  @Test
  void withoutNoiseSmoothingChangesNothing() {
    Signal still = new Signal.SmoothedGradient(3, 0, 0);
    try (Trace trace = model.trace(pixels, Targets.predicted(), Set.of(INPUT, still))) {
      NDArray difference = trace.get(INPUT, 0).sub(trace.get(still, 0));
      assertThat(largest(difference)).isLessThan(ROUNDING);
    }
  }

  @Test
  void noiseHasTheAskedDeviationAndFollowsTheSeed() {
    double share = 0.15;
    NDArray noise = new PixelNoise(pixels, share, 1).next(scope).get(1);
    double range = pixels.get(1).max().toDoubleArray()[0] - pixels.get(1).min().toDoubleArray()[0];
    double deviation = Math.sqrt(noise.square().mean().toFloatArray()[0]);
    // 576 normal values: the deviation's own standard error is 3 %.
    assertThat(deviation / (share * range)).isCloseTo(1, within(0.1));
    assertThat(new PixelNoise(pixels, share, 1).next(scope).get(1)).isEqualTo(noise);
    assertThat(new PixelNoise(pixels, share, 2).next(scope).get(1)).isNotEqualTo(noise);
  }

  @Test
  void integratedGradientsSumToTheLogitsRiseEverCloserWithMoreSteps() {
    double[] gap = new double[3];
    int[] steps = {4, 32, 256};
    for (int i = 0; i < steps.length; i++) {
      Explainer explainer = Methods.named("integrated-gradients:steps=" + steps[i]);
      try (Trace trace = model.trace(pixels, Targets.of(2, 2), explainer.needs())) {
        double sum = 0;
        for (float value : explainer.explain(trace).values()[0]) {
          sum += value;
        }
        double black = model.logits(pixels.zerosLike().add(-1)).getDouble(0, 2);
        gap[i] = Math.abs(sum - (model.logits(pixels).getDouble(0, 2) - black));
      }
    }
    assertThat(gap[1]).isLessThan(gap[0] / 4 + FLOAT);
    // The midpoint rule's error falls with the square of the steps: 64 times from 32 to 256.
    assertThat(gap[2]).isLessThan(gap[1] / 32 + FLOAT);
  }

  private static double largest(NDArray a) {
    return a.abs().max().toDoubleArray()[0];
  }
}
