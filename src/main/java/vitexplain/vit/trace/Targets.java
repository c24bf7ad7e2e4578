package vitexplain.vit.trace;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import vitexplain.base.Refusal;

/** Which class is explained, per image, and against which other, if any. */
public final class Targets {
  private static final Targets PREDICTED = new Targets(null, OptionalInt.empty());

  private final int[] classes;
  private final OptionalInt contrast;

  private Targets(int[] classes, OptionalInt contrast) {
    this.classes = classes;
    this.contrast = contrast;
  }

  /** The class with the largest logit; the lowest index among equals. */
  public static Targets predicted() {
    return PREDICTED;
  }

  /** Given class indices, one per image of the batch. */
  public static Targets of(int... classes) {
    return new Targets(classes.clone(), OptionalInt.empty());
  }

  /**
   * The same classes, of whose scores another class's score is taken away: why this class and not
   * that one.
   *
   * @param other index of that class, the same for all images; empty for none
   */
  public Targets against(OptionalInt other) {
    return new Targets(classes, other);
  }

  /** {@link #against(OptionalInt)} one class. */
  public Targets against(int other) {
    return against(OptionalInt.of(other));
  }

  /** The same choice once its classes are known, one per image of the batch. */
  public Targets settled(int... found) {
    return new Targets(found.clone(), contrast);
  }

  /** The class whose score is taken away; empty for none. */
  public OptionalInt contrast() {
    return contrast;
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
    requireOneEach(classes, images.batch());
    return settled(Arrays.copyOfRange(classes, images.first(), images.first() + images.count()));
  }

  private static void requireOneEach(int[] classes, int batch) {
    if (classes.length != batch) {
      throw new IllegalArgumentException(
          classes.length + " target classes for a batch of " + batch);
    }
  }

  /**
   * The scores for a batch.
   *
   * @param logits [B][K]
   * @return of B images, each class in 0 to K - 1
   * @throws IllegalArgumentException if the given classes do not fit the batch
   * @throws Refusal of an input if its class is the contrast too
   */
  public ClassWeights resolve(float[][] logits) {
    int[] explained = given().orElseGet(() -> predictions(logits));
    requireOneEach(explained, logits.length);
    if (logits.length > 0 && logits[0].length == 0) {
      return ClassWeights.of(
          explained); // a model without classes, of which nothing depends on them
    }
    for (int target : explained) {
      requireInRange(target, logits[0].length);
    }
    contrast.ifPresent(other -> requireAnother(other, explained, logits[0].length));
    return new ClassWeights(explained, contrast);
  }

  private static int[] predictions(float[][] logits) {
    return Arrays.stream(logits).mapToInt(Targets::argmax).toArray();
  }

  private static void requireAnother(int other, int[] explained, int count) {
    requireInRange(other, count);
    for (int target : explained) {
      if (target == other) {
        throw Refusal.input(
            "the class to explain is the contrast itself, class "
                + other
                + ", and nothing tells a class from itself. Choose another contrast or another"
                + " class, or leave the image out.");
      }
    }
  }

  private static void requireInRange(int target, int count) {
    if (target < 0 || target >= count) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "target class %d; expected 0 to %d", target, count - 1));
    }
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
