package vitexplain.report.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.PeerRow;

/** Other programs beside ours. */
public final class PeerTables {
  public static final String NAME = "peers";

  private PeerTables() {}

  /** Empty where none were timed. */
  static Optional<PaperTable> of(Results results) {
    List<PeerRow> rows = results.peers();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PaperTable(
                NAME,
                caption(rows),
                List.of(
                    "other program",
                    "version",
                    "what",
                    "conditions",
                    "rounds",
                    "theirs, ms an image",
                    "ours, ms an image",
                    "theirs / ours",
                    "difference"),
                rows.stream().map(PeerTables::cells).toList(),
                muted(rows)));
  }

  private static String caption(List<PeerRow> rows) {
    return "Other programs and ours in the same rounds, on the same weights and images, with as many"
        + " threads. ms an image: median over rounds [lowest, highest]. theirs / ours: geometric"
        + " mean over rounds, above 1 where ours is faster, with "
        + rows.stream()
            .map(row -> row.ratio().interval())
            .filter(interval -> !interval.isEmpty())
            .distinct()
            .sorted()
            .map(
                interval ->
                    interval.equals(PeerRow.Ratio.BOOTSTRAP)
                        ? "its 95 % bootstrap interval over rounds"
                        : "lowest and highest of the rounds, which are too few for an interval")
            .collect(Collectors.collectingAndThen(Collectors.joining("; "), PeerTables::orNone))
        + ". difference: the largest of their numbers to ours, each image's scaled to 0 to 1."
        + notes(rows);
  }

  private static String orNone(String intervals) {
    return intervals.isEmpty() ? "no interval, as there was one round" : intervals;
  }

  private static String notes(List<PeerRow> rows) {
    return rows.stream()
        .filter(row -> !row.notes().isEmpty())
        .map(
            row ->
                String.format(
                    Locale.ROOT, " %s, batch %d: %s.", row.peer(), row.batch(), row.notes()))
        .distinct()
        .collect(Collectors.joining());
  }

  private static Set<Integer> muted(List<PeerRow> rows) {
    return IntStream.range(0, rows.size())
        .filter(i -> !rows.get(i).isTimed())
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> cells(PeerRow row) {
    return List.of(
        row.peer(),
        row.version(),
        row.ours(),
        Condition.of(row).label(),
        Integer.toString(row.roundSeconds().size()),
        row.isTimed()
            ? String.format(
                Locale.ROOT,
                "%s [%s, %s]",
                milliseconds(row.seconds().median()),
                milliseconds(row.seconds().low()),
                milliseconds(row.seconds().high()))
            : Format.NONE,
        milliseconds(row.oursSeconds()),
        ratio(row.ratio()),
        Double.isFinite(row.difference())
            ? String.format(Locale.ROOT, "%.1e", row.difference())
                .replace("e-0", "e-")
                .replace('-', '−')
            : Format.NONE);
  }

  private static String milliseconds(double seconds) {
    return Format.milliseconds(1000 * seconds);
  }

  private static String ratio(PeerRow.Ratio ratio) {
    return Format.number(ratio.mean(), 2)
        + (Double.isFinite(ratio.low())
            ? String.format(
                Locale.ROOT,
                " [%s, %s]",
                Format.number(ratio.low(), 2),
                Format.number(ratio.high(), 2))
            : "");
  }
}
