package vitexplain.latency;

import java.util.List;
import java.util.Map;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.LatencyRow;

/**
 * What a plan gave.
 *
 * @param rows as in {@code latency.csv}
 * @param measured for the manifest: {@link Section#GEMM_CEILING} if it was run
 * @param readings of profilers that were asked for
 * @param notes for the manifest: device to the reason why it was skipped
 */
public record BenchResult(
    List<LatencyRow> rows,
    List<ProfilerReading> readings,
    Map<String, Double> measured,
    Map<String, String> notes) {

  public BenchResult {
    rows = List.copyOf(rows);
    readings = List.copyOf(readings);
    measured = Map.copyOf(measured);
    notes = Map.copyOf(notes);
  }
}
