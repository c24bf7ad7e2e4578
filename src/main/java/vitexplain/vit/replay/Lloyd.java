package vitexplain.vit.replay;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/**
 * K-means by Lloyd's algorithm: every point goes to its nearest centroid and every centroid to the
 * mean of its points, until no point changes. The distances, nearly all of the work, are one
 * product of matrices on the points' device.
 *
 * <p>Source: Lloyd 1982, IEEE Transactions on Information Theory 28 (2).
 */
final class Lloyd {
  /** Later rounds move few points, and a centroid that is nearly right is as good a mask. */
  static final int MOST_ROUNDS = 100;

  private Lloyd() {}

  /**
   * The centroids of {@code first.length} clusters. Of equally near ones a point goes to the first;
   * one without points stays where it is.
   *
   * @param points [P, n], float64
   * @param first the points that they start from
   * @return [K][n]
   */
  static double[][] centroids(NDArray points, int[] first) {
    int size = Math.toIntExact(points.getShape().get(1));
    double[] values = points.toDoubleArray();
    double[][] centroids =
        Arrays.stream(first)
            .mapToObj(p -> Arrays.copyOfRange(values, p * size, (p + 1) * size))
            .toArray(double[][]::new);
    long[] nearest = {};
    for (int round = 0; round < MOST_ROUNDS; round++) {
      long[] found = nearest(points, centroids);
      if (Arrays.equals(found, nearest)) {
        break;
      }
      nearest = found;
      move(centroids, values, nearest);
    }
    return centroids;
  }

  /** |x - c|^2 less |x|^2, which is the same for all centroids of a point. */
  private static long[] nearest(NDArray points, double[][] centroids) {
    try (NDManager scope = points.getManager().newSubManager()) {
      scope.tempAttachAll(points);
      NDArray c = scope.create(centroids); // (K,n)
      NDArray squares = c.square().sum(new int[] {1}); // (K)
      NDArray distances = points.matMul(c.transpose()).muli(-2).addi(squares); // (P,K)
      return distances.argMin(1).toLongArray();
    }
  }

  private static void move(double[][] centroids, double[] values, long[] nearest) {
    int size = centroids[0].length;
    double[][] sums = new double[centroids.length][size];
    int[] members = new int[centroids.length];
    for (int p = 0; p < nearest.length; p++) {
      int k = Math.toIntExact(nearest[p]);
      members[k]++;
      for (int i = 0; i < size; i++) {
        sums[k][i] += values[p * size + i];
      }
    }
    for (int k = 0; k < centroids.length; k++) {
      for (int i = 0; i < size && members[k] > 0; i++) {
        centroids[k][i] = sums[k][i] / members[k];
      }
    }
  }
}
