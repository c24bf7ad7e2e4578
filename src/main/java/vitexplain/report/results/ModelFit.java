package vitexplain.report.results;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.math3.distribution.BinomialDistribution;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.SummaryRow;

/**
 * How well the model knows the images. An explanation can only be faithful to what a model has
 * learnt: where it guesses, no order of the methods says anything.
 *
 * @param model its name
 * @param classes how many it tells apart; empty where the run does not say
 * @param recorded whether the run kept what the model answered to each image
 * @param labelled images with a true class
 * @param right of these, images whose predicted class is the true one
 * @param probability mean probability of the predicted class, 0 to 1; NaN if not measured
 */
public record ModelFit(
    String model,
    OptionalInt classes,
    boolean recorded,
    int labelled,
    int right,
    double probability) {

  /** Names of models whose weights were drawn at random begin so. */
  private static final String RANDOM_WEIGHTS = "shape:";

  /** Of a test that the accuracy is above chance, one-sided. */
  private static final double LEVEL = 0.05;

  /** Share of the way from a uniform answer to a certain one. */
  private static final double NEARLY_UNIFORM = 0.1;

  /** Points of the curve that removes the most relevant patches first. */
  private static final String CURVE = "morf";

  /** From the run's files; empty without an evaluation. */
  public static Optional<ModelFit> of(Results results) {
    return results.manifest().section("evaluate").map(section -> of(results, section));
  }

  private static ModelFit of(Results results, Section section) {
    List<ImageRow> asked =
        results.folder().table(ImageRow.SCHEMA).readIfPresent().stream()
            .filter(row -> row.predicted().isPresent())
            .toList();
    List<ImageRow> labelled = asked.stream().filter(row -> row.label().isPresent()).toList();
    double untouched = untouched(results).map(SummaryRow::mean).orElse(Double.NaN);
    return new ModelFit(
        ModelNames.plain(section.model()),
        classes(section),
        results.folder().table(ImageRow.SCHEMA).exists(),
        labelled.size(),
        (int) labelled.stream().filter(row -> row.label().equals(row.predicted())).count(),
        asked.stream().mapToDouble(ImageRow::probability).average().orElse(untouched));
  }

  private static OptionalInt classes(Section section) {
    String note = section.notes().getOrDefault(Section.CLASSES, "");
    return note.matches("[1-9][0-9]{0,8}")
        ? OptionalInt.of(Integer.parseInt(note))
        : OptionalInt.empty();
  }

  /** A curve begins with the image as it is, whatever the method. */
  private static Optional<SummaryRow> untouched(Results results) {
    return results
        .rows(CURVE, row -> Curves.numeric(row) && Double.parseDouble(row.level()) == 0)
        .stream()
        .filter(row -> Double.isFinite(row.mean()))
        .max(Comparator.comparingInt(SummaryRow::n));
  }

  /** Share of the labelled images that are recognised; NaN without labels. */
  double accuracy() {
    return labelled == 0 ? Double.NaN : (double) right / labelled;
  }

  /** Why no method can be put above another on this model; empty if nothing speaks against it. */
  public Optional<String> objection() {
    if (model.startsWith(RANDOM_WEIGHTS)) {
      return Optional.of(
          String.format(Locale.ROOT, "The weights of %s were drawn at random.", model));
    }
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    double chance = 1.0 / classes.getAsInt();
    if (labelled > 0) {
      return isAboveChance(chance)
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "The model is at chance on these images: it recognises %d of %d, which guessing among %d classes does too (one-sided binomial test, 5 %%).",
                  right,
                  labelled,
                  classes.getAsInt()));
    }
    return probability - chance < NEARLY_UNIFORM * (1 - chance)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "The model does not commit itself on these images: the mean probability of its predicted class is %s, with %d classes a uniform answer has %s.",
                Format.number(probability, 3),
                classes.getAsInt(),
                Format.number(chance, 3)))
        : Optional.empty();
  }

  private boolean isAboveChance(double chance) {
    double asManyByChance =
        1 - new BinomialDistribution(null, labelled, chance).cumulativeProbability(right - 1);
    return asManyByChance < LEVEL;
  }

  /** For the page's header, as {@code accuracy 0.93 (n = 240)}. */
  public List<String> facts() {
    String accuracy =
        labelled == 0
            ? recorded ? "accuracy unknown (no labels)" : "accuracy not recorded"
            : String.format(
                Locale.ROOT,
                "accuracy %s (%d of %d)",
                Format.number(accuracy(), 2),
                right,
                labelled);
    return Double.isNaN(probability)
        ? List.of(accuracy)
        : List.of(
            accuracy, "mean probability of the predicted class " + Format.number(probability, 2));
  }
}
