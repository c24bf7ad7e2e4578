package vitexplain.demo;

import static vitexplain.demo.Uniform.between;

import java.util.SplittableRandom;
import vitexplain.image.codec.Pixels;

/**
 * Draws scenes from a seed: a striped, coloured object in front of a dull texture with distractors.
 * The label decides the hue and the stripe direction of the object and nothing else: outline, size,
 * place, background and distractors come from the same draws whatever the label.
 *
 * <p>Distractors are grey striped shapes, which have a direction but no hue, and small plain shapes
 * in the hues of the classes, which have a hue but no direction. Only plain arithmetic and {@link
 * StrictMath} are used, so that every platform draws the same bytes.
 *
 * @param seed scenes of different seeds are unrelated
 * @param difficulty {@link SceneDifficulty#FULL} for anything that is measured
 */
public record SceneGenerator(long seed, SceneDifficulty difficulty) {

  /** Least and greatest share of the picture that an object covers. */
  public static final double MIN_COVERAGE = 0.04;

  public static final double MAX_COVERAGE = 0.45;

  private static final int SIZE = Scene.SIZE;
  private static final int AREA = SIZE * SIZE;
  private static final double HUE_JITTER = 15;
  private static final int MAX_PLACEMENTS = 40;

  /**
   * The scene at a place in the sequence.
   *
   * @param index any number; label {@code index mod 8}, so that any run of 8 holds every class
   */
  public Scene scene(long index) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() ^ index);
    int label = (int) Math.floorMod(index, (long) SceneClass.values().length);
    byte[] background = background(random);
    boolean[] mask = objectMask(random);
    byte[] object = new byte[3 * AREA];
    objectPaint(random, SceneClass.of(label)).fill(mask, SIZE, object);
    boolean[] distractors = new boolean[AREA];
    addDistractors(random, mask, background, distractors);
    return new Scene(
        label,
        new Pixels(SIZE, SIZE, 3, background),
        distractors,
        new Pixels(SIZE, SIZE, 3, object),
        mask);
  }

  private static byte[] background(SplittableRandom random) {
    double[] rgb =
        ScenePaint.hsv(
            between(random, 0, 360), between(random, 0, 0.15), between(random, 0.3, 0.7));
    double[] noise = ValueNoise.texture(random, SIZE);
    double strength = between(random, 0.2, 0.5);
    byte[] picture = new byte[3 * AREA];
    for (int i = 0; i < AREA; i++) {
      for (int c = 0; c < 3; c++) {
        picture[3 * i + c] = ScenePaint.toByte(rgb[c] * (1 + strength * noise[i]));
      }
    }
    return picture;
  }

  private static boolean[] objectMask(SplittableRandom random) {
    while (true) {
      boolean[] mask = shape(random, AREA * between(random, 0.06, 0.35));
      int covered = count(mask, mask);
      if (covered >= MIN_COVERAGE * AREA && covered <= MAX_COVERAGE * AREA) {
        return mask;
      }
    }
  }

  private ScenePaint objectPaint(SplittableRandom random, SceneClass kind) {
    double side = (kind.vertical() ? 0.5 : -0.5) * difficulty.hueGap();
    double hue = kind.hue() + side + between(random, -HUE_JITTER, HUE_JITTER);
    double[] rgb = ScenePaint.hsv(hue, between(random, 0.55, 0.9), between(random, 0.5, 0.68));
    return ScenePaint.stripes(random, rgb, kind.vertical(), difficulty.phaseFreedom());
  }

  private void addDistractors(
      SplittableRandom random, boolean[] object, byte[] picture, boolean[] distractors) {
    int grey = 1 + (int) (random.nextDouble() * 3);
    for (int i = 0; i < grey; i++) {
      double[] rgb = ScenePaint.hsv(0, 0, between(random, 0.45, 0.65));
      boolean vertical = random.nextDouble() < 0.5;
      ScenePaint paint = ScenePaint.stripes(random, rgb, vertical, difficulty.phaseFreedom());
      add(random, paint, between(random, 0.02, 0.06), object, picture, distractors);
    }
    int decoys = (int) (random.nextDouble() * 3);
    for (int i = 0; i < decoys; i++) {
      double hue = 90 * (int) (random.nextDouble() * 4) + between(random, -HUE_JITTER, HUE_JITTER);
      double[] rgb = ScenePaint.hsv(hue, between(random, 0.55, 0.9), between(random, 0.5, 0.68));
      if (random.nextDouble() < difficulty.decoys()) {
        double share = between(random, 0.01, 0.025);
        add(random, ScenePaint.plain(rgb), share, object, picture, distractors);
      }
    }
  }

  /** Places a distractor where the object leaves most of it in sight, if such a place is found. */
  private static void add(
      SplittableRandom random,
      ScenePaint paint,
      double share,
      boolean[] object,
      byte[] picture,
      boolean[] distractors) {
    boolean[] shape = shape(random, share * AREA);
    for (int i = 1; i < MAX_PLACEMENTS && count(shape, object) > count(shape, shape) / 4; i++) {
      shape = shape(random, share * AREA);
    }
    paint.fill(shape, SIZE, picture);
    for (int i = 0; i < AREA; i++) {
      distractors[i] |= shape[i];
    }
  }

  private static boolean[] shape(SplittableRandom random, double area) {
    return Silhouette.random(random, area).placed(random, SIZE).fill(SIZE);
  }

  private static int count(boolean[] one, boolean[] other) {
    int count = 0;
    for (int i = 0; i < one.length; i++) {
      count += one[i] && other[i] ? 1 : 0;
    }
    return count;
  }
}
