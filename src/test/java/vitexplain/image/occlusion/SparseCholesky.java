package vitexplain.image.occlusion;

import java.util.BitSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.ejml.interfaces.linsol.LinearSolverSparse;
import org.ejml.ops.DConvertMatrixStruct;
import org.ejml.sparse.FillReducing;
import org.ejml.sparse.csc.factory.LinearSolverFactory_DSCC;

/** ROAD's equations of one channel, written down one by one and solved by a library. */
final class SparseCholesky {
  private SparseCholesky() {}

  /**
   * The image with its removed pixels imputed.
   *
   * @param image [height][width] as one array
   */
  static float[] imputed(float[] image, int height, int width, BitSet removed) {
    int[] pixels = removed.stream().toArray();
    int[] equations = new int[image.length];
    for (int k = 0; k < pixels.length; k++) {
      equations[pixels[k]] = k;
    }
    DMatrixSparseTriplet matrix =
        new DMatrixSparseTriplet(pixels.length, pixels.length, 9 * pixels.length);
    DMatrixRMaj known = new DMatrixRMaj(pixels.length, 1);
    for (int k = 0; k < pixels.length; k++) {
      double total = 0;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int y = pixels[k] / width + dy;
          int x = pixels[k] % width + dx;
          boolean itself = dx == 0 && dy == 0;
          if (itself || y < 0 || y >= height || x < 0 || x >= width) {
            continue;
          }
          double weight = dx == 0 || dy == 0 ? 1 / 6.0 : 1 / 12.0;
          total += weight;
          if (removed.get(y * width + x)) {
            matrix.addItem(k, equations[y * width + x], -weight);
          } else {
            known.add(k, 0, weight * image[y * width + x]);
          }
        }
      }
      matrix.addItem(k, k, total);
    }
    LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> cholesky =
        LinearSolverFactory_DSCC.cholesky(FillReducing.NONE);
    DMatrixSparseCSC compressed = DConvertMatrixStruct.convert(matrix, (DMatrixSparseCSC) null);
    compressed.sortIndices(null);
    if (!cholesky.setA(compressed)) {
      throw new IllegalArgumentException("no pixel is known");
    }
    DMatrixRMaj solution = new DMatrixRMaj(pixels.length, 1);
    cholesky.solve(known, solution);
    float[] imputed = image.clone();
    for (int k = 0; k < pixels.length; k++) {
      imputed[pixels[k]] = (float) solution.get(k, 0);
    }
    return imputed;
  }
}
