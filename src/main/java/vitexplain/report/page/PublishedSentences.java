package vitexplain.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.report.table.ReproductionTable;
import vitexplain.run.row.ReproductionRow;

/** How near the numbers of published protocols come, in sentences. */
final class PublishedSentences {
  private static final int DECIMALS = 2;

  private PublishedSentences() {}

  /** For each protocol one or more; none where none was run. */
  static List<String> of(Results results) {
    List<String> sentences = new ArrayList<>();
    List<ReproductionRow> all = results.reproduction();
    for (String protocol : all.stream().map(ReproductionRow::protocol).distinct().toList()) {
      List<ReproductionRow> rows =
          all.stream().filter(row -> row.protocol().equals(protocol)).toList();
      List<String> notes =
          ReproductionTable.common(rows.stream().filter(ReproductionRow::isPublished).toList());
      sentences.add(notes.isEmpty() ? nearness(protocol, rows) : count(protocol, rows));
      notes.forEach(
          note -> sentences.add(Character.toUpperCase(note.charAt(0)) + note.substring(1) + "."));
    }
    return sentences;
  }

  private static String count(String protocol, List<ReproductionRow> rows) {
    return String.format(
        Locale.ROOT,
        "%s: of %d numbers %d have a published one.",
        protocol,
        rows.size(),
        rows.stream().filter(ReproductionRow::isPublished).count());
  }

  /** Where nothing speaks against comparing them, how far they lie apart. */
  private static String nearness(String protocol, List<ReproductionRow> rows) {
    Optional<ReproductionRow> farthest =
        rows.stream()
            .filter(row -> Double.isFinite(row.difference()))
            .max(Comparator.comparingDouble(row -> Math.abs(row.difference())));
    if (farthest.isEmpty()) {
      return count(protocol, rows);
    }
    ReproductionRow row = farthest.get();
    return String.format(
        Locale.ROOT,
        "%s The farthest from it is %s of %s, %s for %s.",
        count(protocol, rows),
        ReproductionTable.metric(row.metric()),
        row.method(),
        Format.number(row.measured(), DECIMALS),
        Format.number(row.published(), DECIMALS));
  }
}
