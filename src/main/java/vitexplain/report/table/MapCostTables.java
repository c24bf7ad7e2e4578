package vitexplain.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;

/** What the maps of an evaluation took: by what they were for, and by method. */
public final class MapCostTables {
  public static final String PURPOSES = "map-cost";
  public static final String METHODS = "map-cost-methods";

  private static final String EXPLAIN = "explain_";
  private static final String OF = "explain_of_";
  private static final String SECONDS = "_seconds";

  /** In words, in the order of an evaluation. */
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("images", "the images"),
          Map.entry("noisy", "noisy copies (max_sensitivity)"),
          Map.entry("reinitialised", "re-initialised models (mprt_*)"),
          Map.entry("classes", "other classes (random_logit)"),
          Map.entry("mosaics", "mosaics (gridpg_*)"));

  private MapCostTables() {}

  /** None without an evaluation that ended and kept account of its maps. */
  static List<PaperTable> of(Results results) {
    Map<String, Double> measured =
        results.manifest().section("evaluate").map(s -> s.measured()).orElse(Map.of());
    return Stream.of(purposes(measured), methods(measured)).flatMap(Optional::stream).toList();
  }

  private static Optional<PaperTable> purposes(Map<String, Double> measured) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, String> purpose : WORDS) {
      Double seconds = measured.get(EXPLAIN + purpose.getKey() + SECONDS);
      Double maps = measured.get(EXPLAIN + purpose.getKey() + "_passes");
      if (seconds != null && maps != null) {
        rows.add(List.of(purpose.getValue(), Format.number(maps, 0), Format.number(seconds, 1)));
      }
    }
    return table(
        PURPOSES,
        "What the maps of the evaluation were for: n (explained) inputs, each by every method that the metric asks, and the time for all of them.",
        List.of("maps of", "n (explained)", "s"),
        rows);
  }

  private static Optional<PaperTable> methods(Map<String, Double> measured) {
    List<List<String>> rows =
        measured.entrySet().stream()
            .filter(e -> e.getKey().startsWith(OF) && e.getKey().endsWith(SECONDS))
            .sorted(
                Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(e -> List.of(method(e.getKey()), Format.number(e.getValue(), 1)))
            .toList();
    return table(
        METHODS,
        "Time of the same maps by method: of one of several passes all of it, of the others what comes on top of the pass that they share.",
        List.of("method", "s"),
        rows);
  }

  private static String method(String key) {
    return key.substring(OF.length(), key.length() - SECONDS.length());
  }

  private static Optional<PaperTable> table(
      String name, String caption, List<String> header, List<List<String>> rows) {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new PaperTable(name, caption, header, rows, Set.of()));
  }
}
