package vitexplain.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import vitexplain.base.Refusal;

/**
 * How many labels of a data set are classes of a model.
 *
 * @param mapped images whose label is one; where labels are told from masks, labels that are one
 * @param of how many there are: images or labels, {@code what}
 * @param what {@code images} or {@code labels}
 * @param unknown labels that are no class of the model or may mean two, each once
 */
public record LabelCount(int mapped, int of, String what, List<String> unknown) {
  /** Labels that a message lists at most. */
  private static final int LISTED = 10;

  public LabelCount {
    unknown = List.copyOf(unknown);
  }

  /** Whether no image can have a label, though the data set has some. */
  public boolean isNone() {
    return mapped == 0 && !unknown.isEmpty();
  }

  /** For a reader. */
  public String words() {
    return String.format(
        Locale.ROOT,
        what.equals("images")
            ? "%d of %d images have a label"
            : "%d of %d labels are classes of the model",
        mapped,
        of);
  }

  /** A warning; empty if every label is a class of the model. */
  public Optional<String> warning() {
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the model has no one class for %d label%s: %s. Images of %s are evaluated without a label; --label-map can name their classes.",
                unknown.size(),
                unknown.size() == 1 ? "" : "s",
                listed(),
                unknown.size() == 1 ? "it" : "them"));
  }

  /**
   * Refuses a data set all of whose labels are unknown.
   *
   * @param classes the model's class names, in logit order
   * @throws Refusal of the kind REQUEST with examples of both
   */
  public void requireSome(List<String> classes) {
    if (isNone()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "none of the data set's labels is a class of the model: labels are %s; classes are %s. Give --label-map FILE.csv with the columns label and class, or --label-map none to go without labels.",
              listed(),
              listed(classes)));
    }
  }

  private String listed() {
    return listed(unknown);
  }

  private static String listed(List<String> names) {
    String first =
        names.stream()
            .limit(LISTED)
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    return names.size() > LISTED ? first + ", …" : first;
  }
}
