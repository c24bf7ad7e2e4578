package vitexplain.demo;

import static vitexplain.demo.Uniform.between;

import java.util.SplittableRandom;

/**
 * A closed outline. It is filled without antialiasing: a pixel belongs to it when its centre does,
 * so that a mask and the painted pixels agree exactly.
 *
 * @param xs columns of the corners, in pixels
 * @param ys rows of the corners, in pixels
 */
record Silhouette(double[] xs, double[] ys) {

  private static final int ROUND_CORNERS = 40;

  /** An ellipse, a polygon, a star or a blob around the origin, of the given area in pixels. */
  static Silhouette random(SplittableRandom random, double area) {
    double[] radii =
        switch ((int) (random.nextDouble() * 4)) {
          case 0 -> even(ROUND_CORNERS, 1, 1);
          case 1 -> even(3 + (int) (random.nextDouble() * 4), 1, 1);
          case 2 -> even(2 * (4 + (int) (random.nextDouble() * 4)), 1, between(random, 0.45, 0.7));
          default -> blob(random);
        };
    double stretch = between(random, 0.7, 1.4);
    double turn = between(random, 0, 2 * Math.PI);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double[] xs = new double[radii.length];
    double[] ys = new double[radii.length];
    for (int i = 0; i < radii.length; i++) {
      double angle = 2 * Math.PI * i / radii.length;
      double x = stretch * radii[i] * StrictMath.cos(angle);
      double y = radii[i] * StrictMath.sin(angle);
      xs[i] = x * cos - y * sin;
      ys[i] = x * sin + y * cos;
    }
    Silhouette unit = new Silhouette(xs, ys);
    return unit.times(StrictMath.sqrt(area / unit.area()));
  }

  /** The same outline, moved so that its bounding box lies inside a square picture if it fits. */
  Silhouette placed(SplittableRandom random, int size) {
    double[] x = range(xs);
    double[] y = range(ys);
    double dx =
        between(random, Math.min(1 - x[0], size / 2.0), Math.max(size - 1 - x[1], size / 2.0));
    double dy =
        between(random, Math.min(1 - y[0], size / 2.0), Math.max(size - 1 - y[1], size / 2.0));
    double[] movedX = xs.clone();
    double[] movedY = ys.clone();
    for (int i = 0; i < xs.length; i++) {
      movedX[i] += dx;
      movedY[i] += dy;
    }
    return new Silhouette(movedX, movedY);
  }

  /** The pixels whose centres lie inside (even-odd rule), row-major, {@code size * size}. */
  boolean[] fill(int size) {
    boolean[] inside = new boolean[size * size];
    for (int row = 0; row < size; row++) {
      double y = row + 0.5;
      for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
        if ((ys[i] > y) != (ys[j] > y)) {
          double crossing = xs[i] + (y - ys[i]) / (ys[j] - ys[i]) * (xs[j] - xs[i]);
          int column = (int) StrictMath.ceil(crossing - 0.5);
          if (column < size) {
            inside[row * size + Math.max(0, column)] ^= true;
          }
        }
      }
      for (int column = 1; column < size; column++) {
        inside[row * size + column] ^= inside[row * size + column - 1];
      }
    }
    return inside;
  }

  private double area() {
    double twice = 0;
    for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      twice += xs[j] * ys[i] - xs[i] * ys[j];
    }
    return Math.abs(twice) / 2;
  }

  private Silhouette times(double factor) {
    double[] x = xs.clone();
    double[] y = ys.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
      y[i] *= factor;
    }
    return new Silhouette(x, y);
  }

  private static double[] even(int corners, double outer, double inner) {
    double[] radii = new double[corners];
    for (int i = 0; i < corners; i++) {
      radii[i] = i % 2 == 0 ? outer : inner;
    }
    return radii;
  }

  private static double[] blob(SplittableRandom random) {
    double[] radii = even(ROUND_CORNERS, 1, 1);
    for (int wave = 2; wave <= 4; wave++) {
      double height = between(random, 0, 0.5 / wave);
      double phase = between(random, 0, 2 * Math.PI);
      for (int i = 0; i < radii.length; i++) {
        radii[i] += height * StrictMath.cos(wave * 2 * Math.PI * i / radii.length + phase);
      }
    }
    return radii;
  }

  private static double[] range(double[] values) {
    double low = values[0];
    double high = values[0];
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new double[] {low, high};
  }
}
