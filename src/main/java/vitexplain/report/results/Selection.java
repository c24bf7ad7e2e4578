package vitexplain.report.results;

import java.util.List;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.PeerRow;

/**
 * What a figure shows of a run; an empty list stands for all that the run has.
 *
 * @param methods ids as in {@code summary.csv}, in the order of legends and columns
 * @param metrics names as in {@code metrics.csv}
 * @param images names as in {@code images.csv}, in the order of rows
 */
public record Selection(List<String> methods, List<String> metrics, List<String> images) {

  /** Everything. */
  public static final Selection ALL = new Selection(List.of(), List.of(), List.of());

  public Selection {
    methods = List.copyOf(methods);
    metrics = List.copyOf(metrics);
    images = List.copyOf(images);
  }

  /** The same of every metric. */
  public Selection ofAllMetrics() {
    return new Selection(methods, List.of(), images);
  }

  boolean hasMethod(String id) {
    return methods.isEmpty() || methods.contains(id);
  }

  boolean hasMetric(String name) {
    return metrics.isEmpty() || metrics.contains(name);
  }

  /** Of chosen methods, what other programs take for the same, and for a forward pass. */
  boolean hasAnswer(PeerRow row) {
    return row.ours().equals(LatencyRow.FORWARD) || hasMethod(row.ours());
  }

  /** Of chosen methods, their own times and what these are compared with, no step of the work. */
  boolean hasTime(LatencyRow row) {
    return methods.isEmpty()
        || row.benchmark().equals(LatencyRow.FORWARD)
        || methods.contains(row.method());
  }
}
