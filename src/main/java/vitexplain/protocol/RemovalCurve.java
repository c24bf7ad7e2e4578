package vitexplain.protocol;

import java.util.Arrays;

/**
 * How many pictures keep the class as pixels are removed.
 *
 * @param kept [steps + 1], after 0, 10, 20, ... per cent of the pixels
 * @param pictures how many there are
 */
record RemovalCurve(int[] kept, int pictures) {
  /** Between two steps, as a share of the pixels. */
  static final double STEP = 0.1;

  static RemovalCurve none(int steps) {
    return new RemovalCurve(new int[steps + 1], 0);
  }

  /** Of one picture. */
  static RemovalCurve of(boolean[] keeps) {
    int[] kept = new int[keeps.length];
    Arrays.setAll(kept, i -> keeps[i] ? 1 : 0);
    return new RemovalCurve(kept, 1);
  }

  RemovalCurve plus(RemovalCurve other) {
    int[] sum = new int[kept.length];
    Arrays.setAll(sum, i -> kept[i] + other.kept[i]);
    return new RemovalCurve(sum, pictures + other.pictures);
  }

  /** The area below the shares by the trapezium rule, times 100: 0 to 90 of nine steps. */
  double area() {
    double sum = 0;
    for (int i = 1; i < kept.length; i++) {
      sum += (double) kept[i - 1] + kept[i];
    }
    return sum * STEP / 2 / pictures * 100;
  }
}
