package vitexplain.latency;

import java.util.List;
import java.util.Map;
import vitexplain.run.LatencyRow;
import vitexplain.run.Section;
import vitexplain.run.TargetRow;

/**
 * What a plan gave.
 *
 * @param rows as in {@code latency.csv}
 * @param targets as in {@code targets.csv}
 * @param measured for the manifest: {@link Section#GEMM_CEILING} if it was run
 * @param notes for the manifest: device to the reason why it was skipped
 */
public record BenchResult(
    List<LatencyRow> rows,
    List<TargetRow> targets,
    Map<String, Double> measured,
    Map<String, String> notes) {

  public BenchResult {
    rows = List.copyOf(rows);
    targets = List.copyOf(targets);
    measured = Map.copyOf(measured);
    notes = Map.copyOf(notes);
  }
}
