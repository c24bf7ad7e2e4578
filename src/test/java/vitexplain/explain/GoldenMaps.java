package vitexplain.explain;

import java.nio.file.Path;
import vitexplain.vit.checkpoint.GoldenModel;

/** Raw maps that scripts of {@code src/test/python/methods} computed for the golden models. */
final class GoldenMaps {
  private static final Path ROOT = Path.of("src/test/resources/golden/methods");

  private GoldenMaps() {}

  /**
   * Both images' maps.
   *
   * @param script which script made them
   * @param key a method's id, or another name that the script explains
   * @return [2][values]
   */
  static double[][] read(String script, String model, String key) {
    Path file = ROOT.resolve(script + "." + model + ".safetensors");
    double[] flat = GoldenModel.read(file, key);
    double[][] maps = new double[2][flat.length / 2];
    for (int i = 0; i < flat.length; i++) {
      maps[i / maps[0].length][i % maps[0].length] = flat[i];
    }
    return maps;
  }

  /** (M - min) / (max - min). */
  static double[] minMax(double[] map) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : map) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double[] scaled = new double[map.length];
    for (int i = 0; i < map.length; i++) {
      scaled[i] = (map[i] - min) / (max - min);
    }
    return scaled;
  }

  /** A grid row by row, widened. */
  static double[] flat(float[][] grid) {
    double[] flat = new double[grid.length * grid[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = grid[i / grid[0].length][i % grid[0].length];
    }
    return flat;
  }
}
