package vitexplain.report;

import java.util.List;
import java.util.stream.Stream;
import vitexplain.explain.Methods;
import vitexplain.report.chart.Roster;
import vitexplain.run.RunFolder;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.MethodRow;

/** What a made-up run folder says of its methods. */
public final class Described {

  private Described() {}

  /** A roster of registered ids. */
  public static Roster roster(List<String> ids) {
    return Roster.of(rows(ids.stream()), List.of());
  }

  /** Describes every registered method, and ids with options beside them. */
  public static void methods(RunFolder folder, String... withOptions) {
    folder
        .table(MethodRow.SCHEMA)
        .write(
            rows(
                Stream.concat(
                    Methods.all().stream().map(Methods.Entry::name), Stream.of(withOptions))));
  }

  private static List<MethodRow> rows(Stream<String> ids) {
    return ids.map(id -> MethodRow.of(Methods.describe(id))).toList();
  }

  /** {@code reference:legrad} is a reference of legrad, {@code legrad} its explanation. */
  public static String benchmark(String label) {
    int colon = label.indexOf(':');
    return isMethod(label) ? LatencyRow.EXPLANATION : colon < 0 ? label : label.substring(0, colon);
  }

  /** The method of such a label; empty if it has none. */
  public static String method(String label) {
    int colon = label.indexOf(':');
    return isMethod(label) ? label : colon < 0 ? "" : label.substring(colon + 1);
  }

  private static boolean isMethod(String label) {
    String name = label.contains(":") ? label.substring(0, label.indexOf(':')) : label;
    return Methods.all().stream().anyMatch(entry -> entry.name().equals(name));
  }
}
