package vitexplain.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vitexplain.report.results.Format;
import vitexplain.report.results.ModelNames;
import vitexplain.report.results.Results;
import vitexplain.run.row.ModelAgreementRow;

/**
 * Whether another model ranks the methods alike, as {@code compare-rankings} left it in the folder:
 * under each occlusion strategy between the models, and between the strategies on each of them.
 */
public final class ModelTables {
  public static final String PRIMARY = "model-agreement";
  public static final String OTHERS = "model-agreement-others";

  private ModelTables() {}

  /** None where nothing was compared. */
  public static List<PaperTable> of(Results results) {
    List<ModelAgreementRow> all = results.folder().table(ModelAgreementRow.SCHEMA).readIfPresent();
    ModelNames names =
        ModelNames.of(all.stream().flatMap(row -> Stream.of(row.modelA(), row.modelB())).toList());
    List<ModelAgreementRow> rows =
        all.stream()
            .filter(row -> Double.isFinite(row.kendallTau()))
            .map(row -> row.withModels(names::shown))
            .toList();
    List<ModelAgreementRow> between =
        rows.stream().filter(ModelAgreementRow::isBetweenModels).toList();
    if (between.isEmpty()) {
      return List.of();
    }
    List<PaperTable> tables = new ArrayList<>();
    List<ModelAgreementRow> primary = between.stream().filter(ModelTables::isPrimary).toList();
    if (!primary.isEmpty()) {
      tables.add(primary(results, rows, primary));
    }
    List<ModelAgreementRow> others = between.stream().filter(row -> !isPrimary(row)).toList();
    if (!others.isEmpty()) {
      tables.add(others(others));
    }
    return tables;
  }

  private static boolean isPrimary(ModelAgreementRow row) {
    return row.metric().equals(Results.SRG);
  }

  private static PaperTable primary(
      Results results, List<ModelAgreementRow> all, List<ModelAgreementRow> between) {
    String fill = results.primaryFill();
    ModelAgreementRow first = between.get(0);
    return new PaperTable(
        PRIMARY,
        String.format(
            Locale.ROOT,
            "Kendall's tau-b between rankings of %d methods by srg [95 %% bootstrap interval over the "
                + "same %d images]: under one occlusion strategy on %s and on %s, and on each of them "
                + "between %s and the other strategies. 1: the same order, −1: the opposite. Controls "
                + "are left out. model_agreement.csv has every pair.",
            first.nMethods(),
            between.stream().mapToInt(ModelAgreementRow::nImages).min().orElseThrow(),
            first.modelA(),
            first.modelB(),
            fill),
        List.of(
            "fill",
            first.modelA() + " and " + first.modelB(),
            "with " + fill + ", " + first.modelA(),
            "with " + fill + ", " + first.modelB()),
        between.stream()
            .map(
                row ->
                    List.of(
                        row.fillA(),
                        cell(Optional.of(row)),
                        within(all, row.modelA(), fill, row.fillA()),
                        within(all, row.modelB(), fill, row.fillA())))
            .toList(),
        Set.of());
  }

  private static PaperTable others(List<ModelAgreementRow> rows) {
    ModelAgreementRow first = rows.get(0);
    return new PaperTable(
        OTHERS,
        String.format(
            Locale.ROOT,
            "Kendall's tau-b between the rankings on %s and on %s by every other metric [95 %% bootstrap "
                + "interval over the same images].",
            first.modelA(),
            first.modelB()),
        List.of("metric", "fill", "tau", "n (images)", "methods"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.metric(),
                        row.fillA().isEmpty() ? Format.NONE : row.fillA(),
                        cell(Optional.of(row)),
                        "" + row.nImages(),
                        "" + row.nMethods()))
            .toList(),
        Set.of());
  }

  /** Of two occlusion strategies on one model; a dash for a strategy with itself. */
  private static String within(
      List<ModelAgreementRow> rows, String model, String fill, String other) {
    Predicate<ModelAgreementRow> ofThese =
        row ->
            (row.fillA().equals(fill) && row.fillB().equals(other))
                || (row.fillA().equals(other) && row.fillB().equals(fill));
    return cell(
        rows.stream()
            .filter(ModelTables::isPrimary)
            .filter(row -> row.modelA().equals(model) && row.modelB().equals(model))
            .filter(ofThese)
            .findFirst());
  }

  private static String cell(Optional<ModelAgreementRow> row) {
    return row.map(r -> Format.interval(r.kendallTau(), r.ciLow(), r.ciHigh())).orElse(Format.NONE);
  }
}
