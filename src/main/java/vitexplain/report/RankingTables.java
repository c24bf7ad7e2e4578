package vitexplain.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vitexplain.run.AgreementRow;
import vitexplain.run.ReliabilityRow;

/** How far the order of the methods can be relied on: over images, and over metrics and fills. */
final class RankingTables {
  static final String RELIABILITY = "reliability";
  static final String AGREEMENT = "agreement";

  private RankingTables() {}

  static List<PaperTable> of(Results results) {
    List<PaperTable> tables = new ArrayList<>();
    reliability(results).ifPresent(tables::add);
    agreement(results).ifPresent(tables::add);
    return tables;
  }

  private static Optional<PaperTable> reliability(Results results) {
    List<ReliabilityRow> rows =
        results.folder().table(ReliabilityRow.SCHEMA).readIfPresent().stream()
            .filter(row -> Double.isFinite(row.splitHalf()))
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PaperTable(
                RELIABILITY,
                "Split-half reliability of each metric's ranking of the methods, controls left out: "
                    + "Spearman between random halves of the images, stepped up by Spearman-Brown "
                    + "[middle 95 % of the divisions]. 1: other images would rank alike.",
                List.of("metric", "fill", "split-half", "images", "methods"),
                rows.stream().map(RankingTables::cells).toList(),
                Set.of()));
  }

  private static List<String> cells(ReliabilityRow row) {
    return List.of(
        row.metric(),
        fill(row.fill()),
        Format.interval(row.splitHalf(), row.ciLow(), row.ciHigh()),
        "" + row.nImages(),
        "" + row.nMethods());
  }

  /** With the primary number only; the file has every pair. */
  private static Optional<PaperTable> agreement(Results results) {
    String primary = results.primaryFill();
    List<List<String>> rows =
        results.folder().table(AgreementRow.SCHEMA).readIfPresent().stream()
            .filter(row -> Double.isFinite(row.kendallTau()))
            .flatMap(row -> cells(row, primary).stream())
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PaperTable(
                AGREEMENT,
                "Kendall's tau-b between the ranking by srg, "
                    + primary
                    + ", and by every other metric, better first, controls left out "
                    + "[95 % bootstrap interval over images]. 1: the same order, −1: the opposite. "
                    + "rank_agreement.csv has every pair.",
                List.of("metric", "fill", "tau", "images", "methods"),
                rows,
                Set.of()));
  }

  private static Optional<List<String>> cells(AgreementRow row, String primary) {
    if (isPrimary(row.metricA(), row.fillA(), primary)) {
      return Optional.of(cells(row.metricB(), row.fillB(), row));
    }
    return isPrimary(row.metricB(), row.fillB(), primary)
        ? Optional.of(cells(row.metricA(), row.fillA(), row))
        : Optional.empty();
  }

  private static List<String> cells(String metric, String fill, AgreementRow row) {
    return List.of(
        metric,
        fill(fill),
        Format.interval(row.kendallTau(), row.ciLow(), row.ciHigh()),
        "" + row.nImages(),
        "" + row.nMethods());
  }

  private static boolean isPrimary(String metric, String fill, String primary) {
    return metric.equals(Results.SRG) && fill.equals(primary);
  }

  private static String fill(String fill) {
    return fill.isEmpty() ? Format.NONE : fill;
  }
}
