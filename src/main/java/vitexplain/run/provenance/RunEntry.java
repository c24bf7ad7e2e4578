package vitexplain.run.provenance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One run of a command that added to a section: the first one, or one that resumed it.
 *
 * @param commandLine the command as it was typed
 * @param environment the machine and the software
 * @param start when it began, ISO 8601 in UTC
 * @param end when it ended; empty while it runs or if it was cut off
 * @param measured further numbers by name; none if it was cut off
 */
public record RunEntry(
    String commandLine,
    Environment environment,
    String start,
    String end,
    Map<String, Double> measured) {

  public RunEntry {
    measured = Map.copyOf(measured);
  }

  /** The same, ended. */
  RunEntry ended(String when, Map<String, Double> numbers) {
    return new RunEntry(commandLine, environment, start, when, numbers);
  }

  /** Numbers of all runs together: seconds and counts add up, of the rest the latest holds. */
  static Map<String, Double> total(List<RunEntry> runs) {
    Map<String, Double> total = new TreeMap<>();
    for (RunEntry run : runs) {
      run.measured.forEach(
          (name, value) -> total.merge(name, value, (a, b) -> addsUp(name) ? (Double) (a + b) : b));
    }
    return total;
  }

  private static boolean addsUp(String name) {
    return Stream.of("_seconds", "_passes", "_batches").anyMatch(name::endsWith);
  }
}
