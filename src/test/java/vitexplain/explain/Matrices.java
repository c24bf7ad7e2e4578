package vitexplain.explain;

import ai.djl.ndarray.NDArray;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/** The slow way in plain Java, one image at a time: the oracle of the tests. */
public final class Matrices {
  private Matrices() {}

  /** One head's matrix of a block's signal, [rows][columns]. */
  public static double[][] head(Trace trace, Signal signal, int block, int image, int head) {
    NDArray array = trace.get(signal, block).get("{}, {}", image, head);
    int rows = (int) array.getShape().get(0);
    int columns = (int) array.getShape().get(1);
    double[] flat = array.toDoubleArray();
    double[][] matrix = new double[rows][columns];
    for (int i = 0; i < flat.length; i++) {
      matrix[i / columns][i % columns] = flat[i];
    }
    return matrix;
  }

  public static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  /** d score / d A = D V^T of one head. */
  public static double[][] attentionGradient(
      Trace trace, Signal d, int block, int image, int head) {
    return product(
        head(trace, d, block, image, head),
        transposed(head(trace, new Signal.Values(), block, image, head)));
  }

  /** Each row of F + alpha I divided by its sum. */
  public static double[][] rowNormalised(double[][] fused, double alpha) {
    double[][] result = new double[fused.length][fused.length];
    for (int i = 0; i < fused.length; i++) {
      double sum = alpha;
      for (double value : fused[i]) {
        sum += value;
      }
      for (int j = 0; j < fused.length; j++) {
        result[i][j] = (fused[i][j] + (i == j ? alpha : 0)) / sum;
      }
    }
    return result;
  }

  /** sum_h w_h A_h. */
  public static double[][] fused(Trace trace, int block, int image, double[] weights) {
    int tokens = trace.layout().tokens();
    double[][] sum = new double[tokens][tokens];
    for (int h = 0; h < weights.length; h++) {
      double[][] a = head(trace, new Signal.Attention(), block, image, h);
      for (int i = 0; i < tokens; i++) {
        for (int j = 0; j < tokens; j++) {
          sum[i][j] += weights[h] * a[i][j];
        }
      }
    }
    return sum;
  }

  public static double[][] identity(int size) {
    double[][] identity = new double[size][size];
    for (int i = 0; i < size; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }
}
