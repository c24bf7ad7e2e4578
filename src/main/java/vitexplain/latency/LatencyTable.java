package vitexplain.latency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;
import vitexplain.latency.jmh.JmhEntry;
import vitexplain.latency.jmh.Spread;
import vitexplain.latency.jmh.Timing;
import vitexplain.run.row.LatencyRow;

/**
 * From JMH's JSON to {@code latency.csv}.
 *
 * @param timings in JMH's order
 * @param readings of the benchmarks that profilers say something of
 * @param ceilingGflops the fastest square product, in billions of operations a second; empty if it
 *     was not run
 */
public record LatencyTable(
    List<Timing> timings, List<ProfilerReading> readings, OptionalDouble ceilingGflops) {

  public LatencyTable {
    timings = List.copyOf(timings);
    readings = List.copyOf(readings);
  }

  /**
   * Reads a result file.
   *
   * @throws Refusal if it is missing or is not JMH's
   */
  public static LatencyTable read(Path jmhJson) {
    List<JmhEntry> entries = entries(jmhJson);
    return new LatencyTable(
        withRatios(entries.stream().map(JmhEntry::timing).toList()),
        entries.stream()
            .filter(entry -> !entry.profiled().isEmpty())
            .map(entry -> new ProfilerReading(entry.timing().row(), entry.profiled()))
            .toList(),
        entries.stream().filter(JmhEntry::isCeiling).mapToDouble(JmhEntry::gflops).max());
  }

  /** The rows of {@code latency.csv}. */
  List<LatencyRow> rows() {
    return timings.stream().map(Timing::row).toList();
  }

  private static List<JmhEntry> entries(Path file) {
    try {
      ArrayNode json = JsonFile.array(file);
      if (json.isEmpty() || !json.get(0).has("primaryMetric")) {
        throw Refusal.request("holds no JMH result; expected an array of benchmarks");
      }
      return StreamSupport.stream(json.spliterator(), false).map(JmhEntry::new).toList();
    } catch (Refusal other) {
      throw Refusal.request(String.format(Locale.ROOT, "'%s' %s", file, other.getMessage()), other);
    } catch (IOException e) {
      throw Refusal.request(String.format(Locale.ROOT, "'%s' cannot be read: %s", file, e), e);
    }
  }

  private static List<Timing> withRatios(List<Timing> timings) {
    Map<Timing.Condition, Timing> forward = new HashMap<>();
    for (Timing timing : timings) {
      if (timing.row().benchmark().equals(LatencyRow.FORWARD)) {
        forward.put(timing.condition(), timing);
      }
    }
    return timings.stream()
        .map(
            timing ->
                Optional.ofNullable(forward.get(timing.condition()))
                    .map(base -> withRatio(timing, timing.over(base)))
                    .orElse(timing))
        .toList();
  }

  private static Timing withRatio(Timing timing, Spread ratio) {
    LatencyRow.Repeats known = timing.row().repeats();
    LatencyRow.Repeats repeats =
        new LatencyRow.Repeats(known.forks(), known.samples(), ratio.low(), ratio.high());
    return new Timing(
        timing.row().with(ratio.median(), repeats), timing.roundMs(), timing.roundPeakMb());
  }
}
