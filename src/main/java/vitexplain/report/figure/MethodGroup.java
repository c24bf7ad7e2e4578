package vitexplain.report.figure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.Results;
import vitexplain.run.row.SummaryRow;

/**
 * Which methods share a figure of lines: more than a handful in one cannot be told apart. The
 * controls stand in every figure, and the best of the others beside the methods under test, so that
 * whatever comes first in a study is in its main figures.
 */
enum MethodGroup {
  /** The methods that the study is about, and {@link #BEST} others. */
  MAIN("", ""),
  PEERS("-peers", "; peers"),
  VARIANTS("-variants", "; variants");

  /** How many methods that are not under test stand beside those, by the primary number. */
  static final int BEST = 3;

  /** Bands on top of each other that can still be told apart. */
  private static final int FEW = 4;

  private final String suffix;
  private final String title;

  MethodGroup(String suffix, String title) {
    this.suffix = suffix;
    this.title = title;
  }

  /** Ends a figure's name. */
  String suffix() {
    return suffix;
  }

  /** Goes into a figure's title. */
  String title() {
    return title;
  }

  /**
   * The groups that a run's methods fall into; only the first if they fit one figure, or a reader
   * chose which ones share it.
   */
  static List<MethodGroup> of(Results results, List<String> methods) {
    if (isChosen(results)) {
      return methods.isEmpty() ? List.of() : List.of(MAIN);
    }
    return Arrays.stream(values()).filter(group -> !group.own(results, methods).isEmpty()).toList();
  }

  /** Its methods, with the controls that see nothing. */
  List<String> members(Results results, List<String> methods) {
    if (isChosen(results)) {
      return methods;
    }
    List<String> own = own(results, methods);
    return methods.stream()
        .filter(method -> own.contains(method) || isBaseline(results.roster(), method))
        .toList();
  }

  private static boolean isChosen(Results results) {
    return !results.selection().methods().isEmpty();
  }

  /** The rule of the main figure, for its caption; empty where it needs none. */
  String rule(Results results, List<String> methods) {
    boolean others = of(results, methods).size() > 1;
    return this == MAIN && others
        ? String.format(
            Locale.ROOT,
            " Shown: the methods under test and the %d best of the others by %s.",
            BEST,
            Results.SRG)
        : "";
  }

  private List<String> own(Results results, List<String> methods) {
    Roster roster = results.roster();
    List<String> shown = methods.stream().filter(method -> !isBaseline(roster, method)).toList();
    boolean few = shown.size() <= FEW || shown.stream().noneMatch(m -> of(roster, m) == MAIN);
    if (few) {
      return this == MAIN ? shown : List.of();
    }
    List<String> best = best(results, shown);
    return shown.stream()
        .filter(method -> (best.contains(method) ? MAIN : of(roster, method)) == this)
        .toList();
  }

  /** The others that come first; none without a study. */
  private static List<String> best(Results results, List<String> shown) {
    return results.ranked(results.primaryFill()).stream()
        .filter(row -> shown.contains(row.method()) && of(results.roster(), row.method()) != MAIN)
        .sorted(Comparator.comparingDouble(SummaryRow::mean).reversed())
        .limit(BEST)
        .map(SummaryRow::method)
        .toList();
  }

  private static boolean isBaseline(Roster roster, String method) {
    return roster.isControl(method) && !roster.isDegraded(method);
  }

  private static MethodGroup of(Roster roster, String method) {
    if (roster.isPeer(method)) {
      return PEERS;
    }
    return roster.isUnderTest(method) ? MAIN : VARIANTS;
  }
}
