package vitexplain.latency;

import java.util.List;
import java.util.Map;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.PeerRow;

/**
 * What a plan gave.
 *
 * @param rows as in {@code latency.csv}
 * @param measured for the manifest: {@link Section#GEMM_CEILING} if it was run
 * @param readings of profilers that were asked for
 * @param notes for the manifest: why a device, or another program, was skipped
 * @param peers as in {@code peers.csv}
 */
public record BenchResult(
    List<LatencyRow> rows,
    List<ProfilerReading> readings,
    Map<String, Double> measured,
    Map<String, String> notes,
    List<PeerRow> peers) {

  public BenchResult {
    rows = List.copyOf(rows);
    readings = List.copyOf(readings);
    measured = Map.copyOf(measured);
    notes = Map.copyOf(notes);
    peers = List.copyOf(peers);
  }
}
