package vitexplain.report.results;

import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.PeerRow;

/** Under which conditions a time was taken. Only times under the same ones may share a figure. */
public record Condition(String model, String device, String dtype, int threads, int batch) {

  public static Condition of(LatencyRow row) {
    return new Condition(row.model(), row.device(), row.dtype(), row.threads(), row.batch());
  }

  public static Condition of(PeerRow row) {
    return new Condition(row.model(), row.device(), row.dtype(), row.threads(), row.batch());
  }

  /** The same at any batch size. */
  public Condition anyBatch() {
    return new Condition(model, device, dtype, threads, 0);
  }

  /** As in {@code demo, cpu, float32, 2 threads, batch 1}. */
  public String label() {
    return model
        + ", "
        + device
        + ", "
        + dtype
        + ", "
        + threads
        + (threads == 1 ? " thread" : " threads")
        + (batch > 0 ? ", batch " + batch : "");
  }

  /** The label as part of a file's name. */
  public String slug() {
    return Format.slug(label());
  }
}
