package vitexplain.vit;

import java.util.List;
import java.util.OptionalInt;
import vitexplain.base.Refusal;

/** What a model answers must be numbers before anything is computed from it. */
public final class Logits {
  private static final int FEWEST_CLASSES = 2;

  private Logits() {}

  /**
   * The logits as they are.
   *
   * @param of what the model was asked about, as a reader knows it: {@code image 'dog.jpg'}
   * @throws Refusal of the input if one is NaN or infinite: no class can be ranked then, and every
   *     probability is NaN
   */
  public static float[] finite(float[] logits, String of) {
    for (int k = 0; k < logits.length; k++) {
      if (!Float.isFinite(logits[k])) {
        throw Refusal.input(
            of
                + ": the model's logit of class "
                + k
                + " is "
                + logits[k]
                + "; expected finite numbers, so nothing is scored. Try --dtype float32, and check"
                + " the weights and the preprocessor's mean and std.");
      }
    }
    return logits;
  }

  /**
   * The class of the highest logit among some; of equal ones, the first.
   *
   * @param classes 0-based
   * @return empty if there are none
   */
  public static OptionalInt highest(float[] logits, List<Integer> classes) {
    int best = -1;
    for (int k : classes) {
      best = best < 0 || logits[k] > logits[best] ? k : best;
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /**
   * Probabilities of a single class are always 1, whatever is removed.
   *
   * @throws Refusal of the request below two classes
   */
  public static void requireClasses(int classes) {
    if (classes < FEWEST_CLASSES) {
      throw Refusal.request(
          "the model has "
              + classes
              + " class; expected at least 2. The softmax of one logit is 1 for every image, so no"
              + " method can be scored by it (is this a regression or a sigmoid head?). Use a model"
              + " with a classifier.");
    }
  }
}
