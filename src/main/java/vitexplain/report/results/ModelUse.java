package vitexplain.report.results;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import vitexplain.run.row.BackgroundRow;
import vitexplain.run.row.ModelUseRow;
import vitexplain.run.row.SummaryRow;

/**
 * Whether the model reads its answer from the object that the masks show: what every number of
 * localisation has to be read beside.
 *
 * @param rows of {@code model_use.csv}; none where it was not measured
 * @param note what the run says about it; empty if nothing
 */
public record ModelUse(List<ModelUseRow> rows, String note) {
  /** The note's key in the manifest. */
  private static final String NOTE = "backgrounds";

  /** From the run's files; empty if no map was held against a mask. */
  public static Optional<ModelUse> of(Results results) {
    boolean masks =
        results.summary().stream()
            .map(SummaryRow::metric)
            .distinct()
            .flatMap(metric -> results.family(metric).stream())
            .anyMatch(Family::isOfMasks);
    List<ModelUseRow> rows = results.folder().table(ModelUseRow.SCHEMA).readIfPresent();
    String note =
        results
            .manifest()
            .section("evaluate")
            .map(section -> section.notes().getOrDefault(NOTE, ""))
            .orElse("");
    return masks || !rows.isEmpty() ? Optional.of(new ModelUse(rows, note)) : Optional.empty();
  }

  /** What was found and how the numbers beside it are to be read then. */
  public String sentence() {
    if (rows.isEmpty()) {
      return "Whether the model uses the object at all was not measured in this run, so a low number here may be the map's fault or the model's way."
          + (note.isEmpty() ? "" : " " + note);
    }
    String right =
        rows.get(0).labelled() > 0 ? "are right" : "are those that it gives to the whole images";
    return String.format(
        Locale.ROOT,
        "Does the model use the object? %s of its answers %s on the images as they are, %s with the object before another image's background, and %s with the object removed (n = %d). The lower the last and the higher the one before, the more a good map must lie on the object; where the model answers from the background, a map that shows it is right and scores low here.",
        shares(BackgroundRow.WHOLE),
        right,
        shares(BackgroundRow.KEPT),
        shares(BackgroundRow.REMOVED),
        rows.get(0).n());
  }

  /** The same in short, to stand beside a single column. */
  public String inShort() {
    return rows.isEmpty()
        ? ""
        : "With the object removed the model still has "
            + shares(BackgroundRow.REMOVED)
            + " of its answers right.";
  }

  /** As in {@code 0.91 (blur), 0.90 (road)}. */
  private String shares(String shown) {
    return rows.stream()
        .filter(row -> row.shown().equals(shown) && row.measure().equals(ModelUseRow.ACCURACY))
        .map(
            row ->
                Format.number(row.mean(), 2)
                    + (row.fill().isEmpty() ? "" : " (" + row.fill() + ")"))
        .collect(Collectors.joining(", "));
  }
}
