package vitexplain.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.ReliabilityRow;

/**
 * How far the order of the methods can be relied on: over images, and over metrics and occlusion
 * strategies.
 */
public final class RankingTables {
  public static final String RELIABILITY = "reliability";
  public static final String RELIABILITY_OF_OTHERS = "reliability-others";
  public static final String AGREEMENT = "agreement";

  /** Beside the primary metric under every occlusion strategy. */
  private static final Set<String> ANSWERING =
      Set.of("deletion_auc", "insertion_auc", "ap_fg", "miou");

  private RankingTables() {}

  public static List<PaperTable> of(Results results) {
    List<PaperTable> tables = new ArrayList<>();
    tables.addAll(reliability(results));
    agreement(results).ifPresent(tables::add);
    return tables;
  }

  /** The primary metric first, then the few that the questions are answered by; then the rest. */
  private static List<PaperTable> reliability(Results results) {
    String primary = results.primaryFill();
    List<ReliabilityRow> rows =
        results.folder().table(ReliabilityRow.SCHEMA).readIfPresent().stream()
            .filter(row -> Double.isFinite(row.splitHalf()))
            .sorted(Comparator.comparing(row -> !isPrimary(row.metric(), row.fill(), primary)))
            .toList();
    List<PaperTable> tables = new ArrayList<>();
    Map<Boolean, List<ReliabilityRow>> parts =
        rows.stream().collect(Collectors.partitioningBy(row -> answers(row, primary)));
    if (!parts.get(true).isEmpty()) {
      tables.add(reliability(RELIABILITY, parts.get(true)));
    }
    if (!parts.get(false).isEmpty()) {
      tables.add(reliability(RELIABILITY_OF_OTHERS, parts.get(false)));
    }
    return tables;
  }

  /** Whether a figure or table that a question opens with rests on it. */
  private static boolean answers(ReliabilityRow row, String primary) {
    return row.metric().equals(Results.SRG)
        || (ANSWERING.contains(row.metric())
            && (row.fill().isEmpty() || row.fill().equals(primary)));
  }

  private static PaperTable reliability(String name, List<ReliabilityRow> rows) {
    return new PaperTable(
        name,
        "Split-half reliability of each metric's ranking of the methods: Spearman between random "
            + "halves of the images, stepped up by Spearman-Brown [middle 95 % of the divisions]. "
            + "1: other images would rank alike. Controls are left out: to tell them from a method is "
            + "easier than to rank methods, and would pass for reliability.",
        List.of("metric", "fill", "split-half", "n (images)", "methods"),
        rows.stream().map(RankingTables::cells).toList(),
        Set.of());
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
                    + ", and by every other metric, better first "
                    + "[95 % bootstrap interval over images]. 1: the same order, −1: the opposite. "
                    + "Controls are left out: any two metrics agree on most of them. rank_agreement.csv "
                    + "has every pair.",
                List.of("metric", "fill", "tau", "n (images)", "methods"),
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
