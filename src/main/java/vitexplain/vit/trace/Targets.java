package vitexplain.vit.trace;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which class is explained, per image. */
public final class Targets {
  private static final Targets PREDICTED = new Targets(null);

  private final int[] classes;

  private Targets(int[] classes) {
    this.classes = classes;
  }

  /** The class with the largest logit; the lowest index among equals. */
  public static Targets predicted() {
    return PREDICTED;
  }

  /** Given class indices, one per image of the batch. */
  public static Targets of(int... classes) {
    return new Targets(classes.clone());
  }

  /** The given classes; empty where the model's prediction is meant. */
  public Optional<int[]> given() {
    return Optional.ofNullable(classes).map(int[]::clone);
  }

  /**
   * The same for some images of a batch.
   *
   * @throws IllegalArgumentException if the given classes are not one for each of the batch
   */
  Targets within(BatchRange images) {
    if (classes == null) {
      return this;
    }
    requireOneEach(images.batch());
    return new Targets(
        Arrays.copyOfRange(classes, images.first(), images.first() + images.count()));
  }

  private void requireOneEach(int batch) {
    if (classes.length != batch) {
      throw new IllegalArgumentException(
          classes.length + " target classes for a batch of " + batch);
    }
  }

  /**
   * The classes for a batch.
   *
   * @param logits [B][K]
   * @return [B], each in 0 to K - 1
   * @throws IllegalArgumentException if the given classes do not fit the batch
   */
  public int[] resolve(float[][] logits) {
    if (classes == null) {
      return Arrays.stream(logits).mapToInt(Targets::argmax).toArray();
    }
    requireOneEach(logits.length);
    if (logits.length > 0 && logits[0].length == 0) {
      return classes.clone(); // a model without classes, of which nothing depends on them
    }
    for (int target : classes) {
      if (target < 0 || target >= logits[0].length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "target class %d; expected 0 to %d", target, logits[0].length - 1));
      }
    }
    return classes.clone();
  }

  private static int argmax(float[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      if (row[k] > row[best]) {
        best = k;
      }
    }
    return best;
  }
}
