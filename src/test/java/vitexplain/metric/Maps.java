package vitexplain.metric;

import java.util.SplittableRandom;

/** Small maps and masks for tests. */
public final class Maps {

  private Maps() {}

  /** A mask from a text of 0 and 1; anything else is left out, so that rows may be parted. */
  public static boolean[] mask(String text) {
    String digits = text.replaceAll("[^01]", "");
    boolean[] mask = new boolean[digits.length()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = digits.charAt(i) == '1';
    }
    return mask;
  }

  public static float[] map(double... values) {
    float[] map = new float[values.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) values[i];
    }
    return map;
  }

  public static float[] random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] map = new float[n];
    for (int i = 0; i < n; i++) {
      map[i] = (float) random.nextDouble();
    }
    return map;
  }

  public static boolean[] randomMask(int n, double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] mask = new boolean[n];
    for (int i = 0; i < n; i++) {
      mask[i] = random.nextDouble() < share;
    }
    return mask;
  }
}
