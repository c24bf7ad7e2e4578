package vitexplain.vit;

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

  /** Of every class: what {@link #probability} gives for each, to the bit, in one go. */
  public static double[] probabilities(float[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    double[] shares = new double[logits.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = Math.exp(logits[k] - max) / sum;
    }
    return shares;
  }
}
