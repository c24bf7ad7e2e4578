package vitexplain.latency;

import java.util.Map;
import vitexplain.run.row.LatencyRow;

/**
 * What the profilers that were asked for ({@code -- -prof gc}) say of one benchmark.
 *
 * @param row the benchmark
 * @param values by JMH's name with its unit, as {@code gc.alloc.rate MB/sec}
 */
public record ProfilerReading(LatencyRow row, Map<String, String> values) {

  public ProfilerReading {
    values = Map.copyOf(values);
  }
}
