package vitexplain.study;

/** From logits to probabilities, on the host in double. */
public final class Softmax {
  private Softmax() {}

  /** Probability of one class, 0 to 1. */
  public static double probability(float[] logits, int target) {
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    return Math.exp(logits[target] - max) / sum;
  }
}
