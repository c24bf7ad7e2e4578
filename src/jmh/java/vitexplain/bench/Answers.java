package vitexplain.bench;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;

/** Checks that a benchmark computes what it claims to, before it is timed. */
final class Answers {

  /**
   * Float32 sums of some ten thousand terms in another order differ by a few 1e-5 of the largest
   * value; a wrong answer differs by its own size.
   */
  static final double TOLERANCE = 1e-3;

  /**
   * The same in float16, whose roundings are 2^-11 of a value: 4 standard deviations of some 200 of
   * them, one after the other, are 0.016.
   */
  private static final double HALF_TOLERANCE = 2e-2;

  private Answers() {}

  /** Refuses rows that differ by more than {@link #TOLERANCE} of the largest expected value. */
  static void requireEqual(String what, float[][] found, float[][] expected) {
    requireNear(what, found, expected, TOLERANCE);
  }

  /** The same for what a model of a dtype computed in two orders. */
  static void requireEqual(String what, float[][] found, float[][] expected, DataType dtype) {
    requireNear(what, found, expected, dtype == DataType.FLOAT16 ? HALF_TOLERANCE : TOLERANCE);
  }

  /** Refuses rows that differ by more than a share of the largest expected value. */
  static void requireNear(String what, float[][] found, float[][] expected, double tolerance) {
    requireShape(what, found, expected.length, expected[0].length);
    double difference = largestDifference(found, expected);
    if (!(difference <= tolerance)) {
      throw new AssertionError(
          String.format(Locale.ROOT, "%s: differs from the plain reference by %g of the largest value", what, difference));
    }
  }

  /** Over the largest expected value; rows of the same shape. */
  static double largestDifference(float[][] found, float[][] expected) {
    double largest = 0;
    double difference = 0;
    for (int b = 0; b < expected.length; b++) {
      for (int i = 0; i < expected[b].length; i++) {
        largest = Math.max(largest, Math.abs(expected[b][i]));
        difference = Math.max(difference, Math.abs(found[b][i] - expected[b][i]));
      }
    }
    return difference == 0 ? 0 : difference / largest;
  }

  /** Refuses a number that differs by more than {@link #TOLERANCE} of a scale. */
  static void requireEqual(String what, double found, double expected, double scale) {
    if (!(Math.abs(found - expected) <= TOLERANCE * scale)) {
      throw new AssertionError(
          String.format(Locale.ROOT, "%s: found %g, the plain reference says %g", what, found, expected));
    }
  }

  /** Refuses another shape, and values that are not finite. */
  static void requireShape(String what, float[][] found, int rows, int columns) {
    boolean shaped = found.length == rows;
    for (float[] row : found) {
      shaped &= row.length == columns;
    }
    if (!shaped) {
      throw new AssertionError(
          String.format(Locale.ROOT, "%s: %d rows of %d; expected %d of %d", what, found.length, found.length == 0 ? 0 : found[0].length, rows, columns));
    }
    for (float[] row : found) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          throw new AssertionError(what + ": not finite: " + Arrays.toString(row));
        }
      }
    }
  }

  /** Refuses a map whose values are all the same. */
  static void requireContrast(String what, float[][] maps) {
    for (float[] map : maps) {
      if (!hasContrast(map)) {
        throw new AssertionError(what + ": the same value everywhere, " + map[0]);
      }
    }
  }

  /** Whether a map's values are not all the same. */
  static boolean hasContrast(float[] map) {
    for (float value : map) {
      if (value != map[0]) {
        return true;
      }
    }
    return false;
  }
}
