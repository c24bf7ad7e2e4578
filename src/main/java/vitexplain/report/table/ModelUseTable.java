package vitexplain.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vitexplain.report.results.Format;
import vitexplain.report.results.ModelUse;
import vitexplain.report.results.Results;
import vitexplain.run.row.ModelUseRow;

/** How well the model does without the object, and without the background. */
public final class ModelUseTable {
  public static final String NAME = "model-use";

  private ModelUseTable() {}

  /** None where it was not measured. */
  static Optional<PaperTable> of(Results results) {
    return ModelUse.of(results).filter(use -> !use.rows().isEmpty()).map(ModelUseTable::of);
  }

  private static PaperTable of(ModelUse use) {
    int n = use.rows().get(0).n();
    int labelled = use.rows().get(0).labelled();
    List<List<String>> rows = new ArrayList<>();
    for (ModelUseRow row : use.rows()) {
      if (row.measure().equals(ModelUseRow.ACCURACY)) {
        rows.add(
            List.of(
                row.shown(),
                row.fill().isEmpty() ? Format.NONE : row.fill(),
                interval(row),
                use.rows().stream()
                    .filter(other -> other.measure().equals(ModelUseRow.PROBABILITY))
                    .filter(other -> other.shown().equals(row.shown()))
                    .filter(other -> other.fill().equals(row.fill()))
                    .map(ModelUseTable::interval)
                    .findFirst()
                    .orElse(Format.NONE),
                "" + row.n()));
      }
    }
    return new PaperTable(
        NAME,
        String.format(
            Locale.ROOT,
            "The model on images without their object or their background [95 %% interval over images]. Object kept: before the background of an image of another class, whose own object's place is filled. Object removed: its place filled from the image's own background. Fill blur: a Gaussian blur of what is left, spread inwards; road: noisy linear imputation. %s %s",
            asked(n, labelled),
            use.sentence()),
        List.of("shown", "fill", "accuracy", "mean probability", "n (images)"),
        rows,
        Set.of());
  }

  private static String asked(int n, int labelled) {
    return labelled == n
        ? "Asked for: the true class."
        : labelled == 0
            ? "There are no labels; asked for: the class predicted for the whole image, so its accuracy there is 1."
            : String.format(
                Locale.ROOT,
                "Asked for: the true class of the %d images with a label, of the others the class predicted for the whole image.",
                labelled);
  }

  private static String interval(ModelUseRow row) {
    return Format.interval(row.mean(), row.ciLow(), row.ciHigh());
  }
}
