package vitexplain.metric.input;

import java.util.Optional;

/**
 * Where a curve metric is defined: on which occlusion strategy, at which removed shares, on which
 * scale.
 */
public enum Protocol {
  /** Any occlusion strategy, the study's own levels from 0 to 1, probability of the target. */
  AREA(Scale.PROBABILITY, null, 1),
  /** Noisy linear imputation, 0, 10, ... 90 %, probability of the target. */
  ROAD(Scale.PROBABILITY, "road", 0.9),
  /** Black, 0, 10, ... 90 %, whether the target is the top class. */
  CHEFER(Scale.ACCURACY, "black", 0.9);

  private static final int TENTHS = 10;

  private final Scale scale;
  private final Optional<String> fill;
  private final double last;

  Protocol(Scale scale, String fill, double last) {
    this.scale = scale;
    this.fill = Optional.ofNullable(fill);
    this.last = last;
  }

  /** What the curve's values are. */
  public Scale scale() {
    return scale;
  }

  /** Whether the metric is defined with this occlusion strategy. */
  public boolean measures(String fillId) {
    return fill.map(fillId::equals).orElse(true);
  }

  /**
   * Removed shares of the curve.
   *
   * @param planned the study's own, 0 to 1
   */
  public double[] levels(double[] planned) {
    if (fill.isEmpty()) {
      return planned.clone();
    }
    double[] levels = new double[(int) Math.round(last * TENTHS) + 1];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (double) i / TENTHS;
    }
    return levels;
  }
}
