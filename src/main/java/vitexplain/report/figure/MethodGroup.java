package vitexplain.report.figure;

import java.util.Arrays;
import java.util.List;
import vitexplain.report.chart.Roster;

/**
 * Which methods share a figure of lines: more than a handful in one cannot be told apart. The
 * controls stand in every figure.
 */
enum MethodGroup {
  /** The methods that the study is about. */
  MAIN("", ""),
  PEERS("-peers", "; peers"),
  VARIANTS("-variants", "; variants");

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

  /** The groups that a run's methods fall into; only the first if they fit one figure. */
  static List<MethodGroup> of(Roster roster, List<String> methods) {
    return Arrays.stream(values()).filter(group -> !group.own(roster, methods).isEmpty()).toList();
  }

  /** Its methods, with the controls that see nothing. */
  List<String> members(Roster roster, List<String> methods) {
    List<String> own = own(roster, methods);
    return methods.stream()
        .filter(method -> own.contains(method) || isBaseline(roster, method))
        .toList();
  }

  private List<String> own(Roster roster, List<String> methods) {
    List<String> shown = methods.stream().filter(method -> !isBaseline(roster, method)).toList();
    boolean few = shown.size() <= FEW || shown.stream().noneMatch(m -> of(roster, m) == MAIN);
    if (few) {
      return this == MAIN ? shown : List.of();
    }
    return shown.stream().filter(method -> of(roster, method) == this).toList();
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
