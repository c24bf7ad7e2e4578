package vitexplain.metric.input;

/** What the values of a curve are; curves of different scales never meet in one number. */
public enum Scale {
  /** Softmax probability of the target, 0 to 1. */
  PROBABILITY,
  /** Logit of the target, unbounded. */
  LOGIT,
  /** Share of images whose top class is right, 0 to 1. */
  ACCURACY;

  boolean bounded() {
    return this != LOGIT;
  }
}
