package vitexplain.image.occlusion;

import java.util.Arrays;
import java.util.BitSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.interfaces.linsol.LinearSolverSparse;
import org.ejml.sparse.FillReducing;
import org.ejml.sparse.csc.factory.LinearSolverFactory_DSCC;

/**
 * The equations of {@link LinearImputation}, one per removed pixel: (sum of the weights of its
 * neighbours in the image) x itself - weighted sum of the removed ones = weighted sum of the known
 * ones. Symmetric, and positive definite as long as one pixel is known.
 */
final class NeighbourSystem {
  private static final double DIRECT = 1 / 6.0;
  private static final double DIAGONAL = 1 / 12.0;

  /** Itself and eight neighbours. */
  private static final int MOST_TERMS = 9;

  private final int height;
  private final int width;
  private final int[] pixels;
  private final int[] equations;

  /**
   * @param order every pixel once, in the order of elimination
   */
  NeighbourSystem(int height, int width, int[] order, BitSet removed) {
    this.height = height;
    this.width = width;
    this.pixels = Arrays.stream(order).filter(removed::get).toArray();
    this.equations = new int[order.length];
    Arrays.fill(equations, -1);
    for (int k = 0; k < pixels.length; k++) {
      equations[pixels[k]] = k;
    }
  }

  /**
   * Puts the solution into the image's removed pixels.
   *
   * @param image [channels][height][width]; only known pixels are read
   */
  void solveInto(float[] image, int channels) {
    int area = height * width;
    DMatrixSparseCSC matrix =
        new DMatrixSparseCSC(pixels.length, pixels.length, MOST_TERMS * pixels.length);
    DMatrixRMaj known = new DMatrixRMaj(pixels.length, channels);
    int entries = 0;
    for (int k = 0; k < pixels.length; k++) {
      int own = entries++;
      matrix.nz_rows[own] = k;
      int y = pixels[k] / width;
      int x = pixels[k] % width;
      for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          int neighbour = v * width + u;
          if (neighbour != pixels[k]) {
            double weight = u == x || v == y ? DIRECT : DIAGONAL;
            matrix.nz_values[own] += weight;
            if (equations[neighbour] >= 0) {
              matrix.nz_rows[entries] = equations[neighbour];
              matrix.nz_values[entries++] = -weight;
            } else {
              for (int c = 0; c < channels; c++) {
                known.add(k, c, weight * image[c * area + neighbour]);
              }
            }
          }
        }
      }
      matrix.col_idx[k + 1] = entries;
    }
    matrix.nz_length = entries;
    matrix.sortIndices(null);
    DMatrixRMaj solution = solve(matrix, known);
    for (int k = 0; k < pixels.length; k++) {
      for (int c = 0; c < channels; c++) {
        image[c * area + pixels[k]] = (float) solution.get(k, c);
      }
    }
  }

  private static DMatrixRMaj solve(DMatrixSparseCSC matrix, DMatrixRMaj known) {
    // The equations are already in an order that fills little.
    LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> cholesky =
        LinearSolverFactory_DSCC.cholesky(FillReducing.NONE);
    if (!cholesky.setA(matrix)) {
      throw new IllegalStateException(
          "the imputation of " + matrix.numCols + " pixels has no solution; is one pixel known?");
    }
    DMatrixRMaj solution = new DMatrixRMaj(known.numRows, known.numCols);
    cholesky.solve(known, solution);
    return solution;
  }
}
