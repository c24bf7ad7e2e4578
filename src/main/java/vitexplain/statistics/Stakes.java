package vitexplain.statistics;

/**
 * How much is staked on the next value, from those before it alone: the predictable plug-in of
 * Waudby-Smith and Ramdas 2024. Values lie between 0 and 1.
 *
 * @param alpha share of studies that may go wrong, 0 to 1
 * @param n values seen
 * @param sum of them
 * @param squares squared deviations, each from the mean as it was estimated then
 */
record Stakes(double alpha, int n, double sum, double squares) {

  /** Before any value. */
  static Stakes first(double alpha) {
    return new Stakes(alpha, 0, 0, 0);
  }

  /** On the next value; positive. */
  double next() {
    double variance = (0.25 + squares) / (n + 1);
    return Math.sqrt(2 * Math.log(2 / alpha) / (variance * (n + 1) * Math.log(n + 2)));
  }

  Stakes after(double value) {
    double total = sum + value;
    double deviation = value - (0.5 + total) / (n + 2);
    return new Stakes(alpha, n + 1, total, squares + deviation * deviation);
  }
}
