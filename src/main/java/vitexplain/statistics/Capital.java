package vitexplain.statistics;

/**
 * The capital of a gambler who begins with 1 and bets, value by value, that the true mean lies on
 * one side of a given one. If it does not, the capital ever reaches 2 / alpha in a share alpha / 2
 * of studies at most (Ville's inequality). Values lie between 0 and 1.
 *
 * @param mean that is bet against, 0 to 1
 * @param above whether the bet is that the true mean is greater
 * @param log of the capital
 * @param most that it ever was
 */
record Capital(double mean, boolean above, double log, double most) {

  /**
   * Share of the capital that one value may cost at most. Any share below one is valid; values near
   * the far end of their range are rare, so little is lost by betting almost everything.
   */
  private static final double BOLDNESS = 0.9;

  static Capital first(double mean, boolean above) {
    return new Capital(mean, above, 0, 0);
  }

  /**
   * @param stake as {@link Stakes#next} gave it before the value was seen
   */
  Capital after(double value, double stake) {
    double gain = above ? value - mean : mean - value;
    double worst = above ? mean : 1 - mean;
    double now = log + Math.log1p(Math.min(stake, BOLDNESS / worst) * gain);
    return new Capital(mean, above, now, Math.max(most, now));
  }

  /** Whether the mean is ruled out. Both sides are bet on, with half of the money each. */
  boolean wins(double alpha) {
    return most >= Math.log(2 / alpha);
  }
}
