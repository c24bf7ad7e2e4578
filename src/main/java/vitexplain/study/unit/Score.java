package vitexplain.study.unit;

import vitexplain.metric.input.Scale;
import vitexplain.vit.Softmax;

/** What a row of logits says of one class. */
public final class Score {
  private Score() {}

  /** Its probability, its logit, or 1 where it is the top class and 0 where it is not. */
  public static double of(float[] logits, int target, Scale scale) {
    return switch (scale) {
      case PROBABILITY -> Softmax.probability(logits, target);
      case LOGIT -> logits[target];
      case ACCURACY -> isTop(logits, target) ? 1 : 0;
    };
  }

  /** The lowest index among equals counts as the top class, as in a prediction. */
  private static boolean isTop(float[] logits, int target) {
    for (int k = 0; k < logits.length; k++) {
      if (logits[k] > logits[target] || (logits[k] == logits[target] && k < target)) {
        return false;
      }
    }
    return true;
  }
}
