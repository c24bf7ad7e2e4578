package vitexplain.latency.peer;

import vitexplain.latency.jmh.Timing;
import vitexplain.run.row.LatencyRow;

/**
 * Another program.
 *
 * @param name as its script calls it
 * @param ours what it computes: {@code forward} for logits, else the id of a method whose maps
 * @param version of the packages that it consists of
 */
public record Peer(String name, String ours, String version) {

  /** Whether a row of ours is what it computes. */
  boolean isAnswerTo(Timing timing) {
    LatencyRow row = timing.row();
    return ours.equals(LatencyRow.FORWARD)
        ? row.benchmark().equals(LatencyRow.FORWARD)
        : row.isExplanation() && row.method().equals(ours);
  }
}
