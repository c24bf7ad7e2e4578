package vitexplain.metric.input;

/** The sum of a map, for the metrics that read a map as a distribution of mass. */
public final class Mass {

  private Mass() {}

  /**
   * Sum of a map; NaN when a pixel is NaN.
   *
   * @throws IllegalArgumentException when a pixel is negative
   */
  public static double of(float[] map) {
    double sum = 0;
    for (int i = 0; i < map.length; i++) {
      if (map[i] < 0) {
        throw new IllegalArgumentException(
            "map is " + map[i] + " at pixel " + i + "; expected at least 0. Min-max the map first");
      }
      sum += map[i];
    }
    return sum;
  }
}
