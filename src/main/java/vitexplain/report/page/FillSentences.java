package vitexplain.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.SummaryRow;

/** Whether the result would be the same with something else in the place of removed patches. */
final class FillSentences {

  /** From this Kendall's tau on, nine of ten pairs or more stand in the same order. */
  private static final double SAME_ORDER = 0.8;

  private FillSentences() {}

  /** None where one occlusion strategy was measured. */
  static List<String> of(Results results, String best) {
    Map<String, SummaryRow> values = new LinkedHashMap<>();
    Map<String, String> first = new LinkedHashMap<>();
    for (String fill : results.fills(Results.SRG)) {
      results.row(best, Results.SRG, fill, "").ifPresent(row -> values.put(fill, row));
      first(results, fill).ifPresent(row -> first.put(fill, row.method()));
    }
    if (values.size() < 2) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "The size of srg depends on the occlusion strategy: of %s it is %s under %s.",
            best,
            values.values().stream()
                .map(row -> Format.number(row.mean(), 3))
                .collect(Collectors.joining(" / ")),
            String.join(" / ", values.keySet())));
    order(results, first).ifPresent(sentences::add);
    return sentences;
  }

  private static Optional<SummaryRow> first(Results results, String fill) {
    return results.ranked(fill).stream().max(Comparator.comparingDouble(SummaryRow::mean));
  }

  private static Optional<String> order(Results results, Map<String, String> first) {
    Map<String, AgreementRow> taus = taus(results);
    boolean sameFirst = first.values().stream().distinct().count() == 1;
    boolean turned = taus.values().stream().anyMatch(row -> row.kendallTau() < SAME_ORDER);
    boolean sameOrder = taus.values().stream().allMatch(row -> row.ciLow() >= SAME_ORDER);
    if (taus.isEmpty() && sameFirst) {
      return Optional.empty();
    }
    String tau =
        taus.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                " Kendall's tau with the order under %s: %s.",
                results.primaryFill(),
                taus.entrySet().stream()
                    .map(e -> e.getKey() + " " + tau(e.getValue()))
                    .collect(Collectors.joining(", ")));
    if (!sameFirst) {
      return Optional.of(
          "The order of the methods turns with the strategy: first is "
              + places(first)
              + "."
              + tau);
    }
    return Optional.of(
        "The first is the same under each strategy"
            + (turned
                ? "; the order of the others turns with it."
                : sameOrder
                    ? ", and so is most of the order."
                    : "; whether the order of the others is, these images do not tell.")
            + tau);
  }

  /** As in {@code grad-sam under drop and blur, legrad under road}. */
  private static String places(Map<String, String> first) {
    Map<String, List<String>> fills = new LinkedHashMap<>();
    first.forEach(
        (fill, method) -> fills.computeIfAbsent(method, m -> new ArrayList<>()).add(fill));
    return fills.entrySet().stream()
        .map(e -> e.getKey() + " under " + Conclusions.listed(e.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** By the other occlusion strategy, in the file's order. */
  private static Map<String, AgreementRow> taus(Results results) {
    Map<String, AgreementRow> taus = new LinkedHashMap<>();
    for (AgreementRow row : results.folder().table(AgreementRow.SCHEMA).readIfPresent()) {
      boolean ofFills = row.metricA().equals(Results.SRG) && row.metricB().equals(Results.SRG);
      if (ofFills && Double.isFinite(row.kendallTau())) {
        if (row.fillA().equals(results.primaryFill())) {
          taus.put(row.fillB(), row);
        } else if (row.fillB().equals(results.primaryFill())) {
          taus.put(row.fillA(), row);
        }
      }
    }
    return taus;
  }

  private static String tau(AgreementRow row) {
    return Format.number(row.kendallTau(), 2)
        + (Double.isFinite(row.ciLow()) && Double.isFinite(row.ciHigh())
            ? String.format(
                Locale.ROOT,
                " [%s, %s]",
                Format.number(row.ciLow(), 2),
                Format.number(row.ciHigh(), 2))
            : "");
  }
}
