package vitexplain.demo;

import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;

/**
 * How the embedded model is shaped and trained. Stripes of any phase are learned late and hues at
 * once; so the first steps show stripes locked to the patch grid and hues that differ even within a
 * pair, both of which a linear patch embedding sees, and these cues are taken away as training goes
 * on.
 *
 * @param width hidden size of a token, a multiple of 4
 * @param blocks transformer blocks
 * @param steps optimiser steps
 * @param batch scenes a step
 * @param peakRate Adam's learning rate after the warm-up; it falls to 0 along a cosine
 * @param leastKept the smallest share of the patches that a step keeps, above 0; each step draws
 *     its share uniformly between it and 1, and each scene its own patches. 1 = every patch, always
 */
public record DemoRecipe(
    int width, int blocks, int steps, int batch, double peakRate, double leastKept) {

  /** What the committed model {@code demo} was trained with. */
  public static final DemoRecipe STANDARD = new DemoRecipe(64, 6, 1000, 64, 1e-3, 1);

  /** What {@code demo-drop} was trained with: the same, but for patches taken out at random. */
  public static final DemoRecipe DROP = new DemoRecipe(64, 6, 1000, 64, 1e-3, 0.25);

  private static final int PATCH = 8;
  private static final int HEADS = 4;
  private static final int MLP_RATIO = 2;
  private static final double EPS = 1e-6;

  private static final double WARM_UP = 0.05;
  private static final double FULL_GAP = 45;
  private static final double GAP_SHRINKS_FROM = 0.1;
  private static final double GAP_IS_GONE_AT = 0.2;
  private static final double FULL_DIFFICULTY_AT = 0.5;

  public DemoRecipe {
    if (steps < 1 || batch < 1) {
      throw new IllegalArgumentException(
          steps + " steps of " + batch + " scenes; expected at least 1 of each");
    }
    if (!(peakRate > 0 && peakRate < 1)) {
      throw new IllegalArgumentException(
          "peak learning rate is " + peakRate + "; expected above 0 and below 1");
    }
    if (!(leastKept > 0 && leastKept <= 1)) {
      throw new IllegalArgumentException(
          "smallest share of kept patches is " + leastKept + "; expected above 0 and at most 1");
    }
  }

  /** The model's shape: scenes of 96 x 96 pixels in 12 x 12 patches, one class token. */
  public VitConfig config() {
    return new VitConfig(
        Scene.SIZE,
        Scene.SIZE,
        PATCH,
        3,
        width,
        blocks,
        HEADS,
        MLP_RATIO * width,
        Activation.GELU,
        true,
        EPS,
        Readout.CLASS_TOKEN,
        Arrays.stream(SceneClass.values()).map(SceneClass::id).toList());
  }

  /** What the scenes of a step look like; full difficulty for the second half of training. */
  SceneDifficulty difficulty(int step) {
    double progress = step / (double) steps;
    double gap = FULL_GAP * (1 - ramp(progress, GAP_SHRINKS_FROM, GAP_IS_GONE_AT));
    double freedom = ramp(progress, GAP_IS_GONE_AT, FULL_DIFFICULTY_AT);
    return new SceneDifficulty(gap, freedom, freedom);
  }

  /** Linear warm-up, then a cosine down to nothing. */
  Tracker learningRate() {
    int warmUp = Math.max(1, (int) Math.round(WARM_UP * steps));
    Tracker cosine =
        Tracker.cosine()
            .setBaseValue((float) peakRate)
            .optFinalValue(0)
            .setMaxUpdates(Math.max(1, steps - warmUp))
            .build();
    return Tracker.warmUp()
        .optWarmUpBeginValue(0)
        .optWarmUpSteps(warmUp)
        .setMainTracker(cosine)
        .build();
  }

  private static double ramp(double value, double from, double to) {
    return Math.max(0, Math.min(1, (value - from) / (to - from)));
  }
}
