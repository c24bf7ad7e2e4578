package vitexplain.image.occlusion;

/**
 * What a region's equations have become once its halves are gone: a dense symmetric block of its
 * own unknowns and those around it that they are tied to, and the right sides beside it.
 *
 * @param pixels the unknowns, those that are eliminated last first
 * @param own so many of them are eliminated here, the last ones
 * @param rows of each unknown, first the right sides, then the coefficients of the unknowns up to
 *     itself; the rest follows by symmetry
 * @param sides right sides
 */
record Front(int[] pixels, int own, double[][] rows, int sides) {
  /** Unknowns eliminated together: what is left is then read and written once for all of them. */
  private static final int BLOCK = 4;

  private static final double[] USED = new double[0];

  /** Equations of nothing. */
  static Front of(int[] pixels, int own, int sides) {
    double[][] rows = new double[pixels.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[sides + i + 1];
    }
    return new Front(pixels, own, rows, sides);
  }

  /** Unknowns that are eliminated later. */
  int others() {
    return pixels.length - own;
  }

  /**
   * Gaussian elimination of its own unknowns; the rows of the others then hold what is left of
   * their equations.
   *
   * @throws IllegalStateException if the equations have no single solution
   */
  void eliminate() {
    int last = pixels.length - 1;
    for (; last - BLOCK + 1 >= others(); last -= BLOCK) {
      for (int p = last; p > last - BLOCK; p--) {
        requirePositive(p);
        for (int i = p - 1; i > last - BLOCK; i--) {
          subtract(p, i);
        }
      }
      for (int i = last - BLOCK; i >= 0; i--) {
        subtractBlock(last, i);
      }
    }
    for (; last >= others(); last--) {
      requirePositive(last);
      for (int i = last - 1; i >= 0; i--) {
        subtract(last, i);
      }
    }
  }

  private void requirePositive(int p) {
    if (!(rows[p][sides + p] > 0)) {
      throw new IllegalStateException("the imputation has no solution; is one pixel known?");
    }
  }

  private void subtract(int p, int i) {
    double[] pivot = rows[p];
    double[] row = rows[i];
    double factor = pivot[sides + i] / pivot[sides + p];
    for (int j = 0; j < row.length; j++) {
      row[j] -= factor * pivot[j];
    }
  }

  private void subtractBlock(int p, int i) {
    double[] a = rows[p];
    double[] b = rows[p - 1];
    double[] c = rows[p - 2];
    double[] d = rows[p - 3];
    double[] row = rows[i];
    int own = sides + i;
    double ofA = a[own] / a[sides + p];
    double ofB = b[own] / b[sides + p - 1];
    double ofC = c[own] / c[sides + p - 2];
    double ofD = d[own] / d[sides + p - 3];
    for (int j = 0; j < row.length; j++) {
      row[j] -= ofA * a[j] + ofB * b[j] + ofC * c[j] + ofD * d[j];
    }
  }

  /**
   * Adds what is left of a half's equations, and lets go of it.
   *
   * @param places of the pixels among these unknowns
   */
  void add(Front half, int[] places) {
    for (int i = 0; i < half.others(); i++) {
      double[] from = half.rows[i];
      double[] to = rows[places[half.pixels[i]]];
      for (int side = 0; side < sides; side++) {
        to[side] += from[side];
      }
      for (int j = 0; j <= i; j++) {
        to[sides + places[half.pixels[j]]] += from[sides + j];
      }
      half.rows[i] = USED;
    }
  }

  /**
   * Solves for its own unknowns, once all that are eliminated later are known.
   *
   * @param values [right side][pixel]; those of its own pixels are written
   */
  void solveInto(double[][] values) {
    double[] known = new double[pixels.length];
    for (int side = 0; side < sides; side++) {
      for (int j = 0; j < others(); j++) {
        known[j] = values[side][pixels[j]];
      }
      for (int i = others(); i < pixels.length; i++) {
        known[i] = (rows[i][side] - product(rows[i], known, i)) / rows[i][sides + i];
        values[side][pixels[i]] = known[i];
      }
    }
  }

  /** Of the first coefficients of a row, in four sums that do not wait for each other. */
  private double product(double[] row, double[] known, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      a += row[sides + j] * known[j];
      b += row[sides + j + 1] * known[j + 1];
      c += row[sides + j + 2] * known[j + 2];
      d += row[sides + j + 3] * known[j + 3];
    }
    for (; j < count; j++) {
      a += row[sides + j] * known[j];
    }
    return a + b + (c + d);
  }
}
