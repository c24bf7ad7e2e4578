package vitexplain.demo;

import java.util.SplittableRandom;

/** Smooth texture: random values on coarse grids, blended between their nodes. */
final class ValueNoise {

  private static final int[] CELLS = {3, 6, 12};

  private ValueNoise() {}

  /** Three octaves of noise, row-major {@code size * size}, within -1 to 1, mean about 0. */
  static double[] texture(SplittableRandom random, int size) {
    double[] sum = new double[size * size];
    double weight = 4.0 / 7;
    for (int cells : CELLS) {
      addOctave(random, sum, size, cells, weight);
      weight /= 2;
    }
    return sum;
  }

  private static void addOctave(
      SplittableRandom random, double[] sum, int size, int cells, double weight) {
    double[][] nodes = new double[cells + 1][cells + 1];
    for (double[] line : nodes) {
      for (int i = 0; i < line.length; i++) {
        line[i] = 2 * random.nextDouble() - 1;
      }
    }
    double[] blend = new double[size];
    int[] cell = new int[size];
    for (int i = 0; i < size; i++) {
      double place = (i + 0.5) * cells / size;
      cell[i] = (int) place;
      double t = place - cell[i];
      blend[i] = t * t * (3 - 2 * t);
    }
    for (int row = 0; row < size; row++) {
      double[] above = nodes[cell[row]];
      double[] below = nodes[cell[row] + 1];
      for (int column = 0; column < size; column++) {
        int k = cell[column];
        double top = above[k] + blend[column] * (above[k + 1] - above[k]);
        double bottom = below[k] + blend[column] * (below[k + 1] - below[k]);
        sum[row * size + column] += weight * (top + blend[row] * (bottom - top));
      }
    }
  }
}
