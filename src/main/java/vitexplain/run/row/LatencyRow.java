package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * What one benchmark took: a line of {@code latency.csv}. Times are milliseconds for one call, that
 * is for a whole batch; NaN where the mode does not measure a figure.
 *
 * @param benchmark {@code forward}, {@code forward-bfloat16}, {@code trace}, {@code backward},
 *     {@code preprocess}, {@code copy}, {@code gemm-floor}, {@code gemm-floor-onednn}, {@code
 *     gemm-ceiling}, {@code shared-trace}, {@code part-NAME}; of a method {@link #EXPLANATION},
 *     {@link #REFERENCE}, {@code after-pass}, {@code four-classes}, {@code cold-start}, {@code
 *     cold-engine}, {@code cold-model}, {@code first-explanation}
 * @param method a method's id; empty where no single method is timed
 * @param model the model's name
 * @param device {@code cpu} or {@code cuda} with its number
 * @param dtype element type, as {@code float32}
 * @param batch images a call, at least 1
 * @param threads threads of the engine
 * @param mode JMH's {@code avgt} (mean and error), {@code sample} (percentiles) or {@code ss} (the
 *     first call of a process)
 * @param scoreMs mean time of a call
 * @param errorMs half-width of JMH's 99.9 % interval
 * @param p50Ms median; and the further percentiles likewise
 * @param imagesPerS throughput
 * @param ratioToForward median over processes of the time over the time of {@code forward} in the
 *     same round under the same conditions
 * @param peakRssMb highest resident memory of the process, in megabytes
 * @param repeats how often it was measured
 * @param gradients how it computes the model's gradients: {@code closed-form}, {@code autograd} or
 *     {@code none}; empty in files of versions that did not say it
 * @param notes what sets this row's measurement apart from the others', as that it was brief; empty
 *     if nothing does
 */
public record LatencyRow(
    String benchmark,
    String method,
    String model,
    String device,
    String dtype,
    int batch,
    int threads,
    String mode,
    double scoreMs,
    double errorMs,
    double p50Ms,
    double p90Ms,
    double p95Ms,
    double p99Ms,
    double imagesPerS,
    double ratioToForward,
    double peakRssMb,
    Repeats repeats,
    String gradients,
    String notes) {

  /**
   * How often a benchmark was measured, and how far apart the processes were.
   *
   * @param forks processes
   * @param samples iterations where a mean is measured, else calls
   * @param ratioLow the lowest ratio to forward of any process; NaN with fewer than two
   * @param ratioHigh the highest
   */
  public record Repeats(int forks, long samples, double ratioLow, double ratioHigh) {
    public static final Repeats UNKNOWN = new Repeats(0, 0, Double.NaN, Double.NaN);
  }

  public static final Schema<LatencyRow> SCHEMA =
      new Schema<>(
          "latency.csv",
          Schema.columns(
              "benchmark,method,model,device,dtype,batch,threads,mode,score_ms,error_ms,p50_ms,p90_ms,"
                  + "p95_ms,p99_ms,images_per_s,ratio_to_forward,peak_rss_mb,"
                  + "ms_per_image,forks,samples,ratio_low,ratio_high,gradients,notes"),
          LatencyRow::values,
          LatencyRow::of,
          2);

  /** A row without its repeats. */
  public LatencyRow(
      String benchmark,
      String method,
      String model,
      String device,
      String dtype,
      int batch,
      int threads,
      String mode,
      double scoreMs,
      double errorMs,
      double p50Ms,
      double p90Ms,
      double p95Ms,
      double p99Ms,
      double imagesPerS,
      double ratioToForward,
      double peakRssMb) {
    this(
        benchmark,
        method,
        model,
        device,
        dtype,
        batch,
        threads,
        mode,
        scoreMs,
        errorMs,
        p50Ms,
        p90Ms,
        p95Ms,
        p99Ms,
        imagesPerS,
        ratioToForward,
        peakRssMb,
        Repeats.UNKNOWN);
  }

  /** A row that does not say how gradients are computed, and has no notes. */
  public LatencyRow(
      String benchmark,
      String method,
      String model,
      String device,
      String dtype,
      int batch,
      int threads,
      String mode,
      double scoreMs,
      double errorMs,
      double p50Ms,
      double p90Ms,
      double p95Ms,
      double p99Ms,
      double imagesPerS,
      double ratioToForward,
      double peakRssMb,
      Repeats repeats) {
    this(
        benchmark,
        method,
        model,
        device,
        dtype,
        batch,
        threads,
        mode,
        scoreMs,
        errorMs,
        p50Ms,
        p90Ms,
        p95Ms,
        p99Ms,
        imagesPerS,
        ratioToForward,
        peakRssMb,
        repeats,
        "",
        "");
  }

  /** From pixels to a method's maps, by this project's own passes. */
  public static final String EXPLANATION = "explanation";

  /** The same maps by automatic differentiation. */
  public static final String REFERENCE = "reference";

  /** The forward pass for logits, which everything is compared with. */
  public static final String FORWARD = "forward";

  /** Whether it is a method by itself: no step, no reference, no further classes. */
  public boolean isExplanation() {
    return benchmark.equals(EXPLANATION);
  }

  /** In words: an explanation by its method's id, another time of a method with the benchmark. */
  public String label() {
    return method.isEmpty() ? benchmark : isExplanation() ? method : benchmark + ":" + method;
  }

  /** The mean time of a call, shared out over its batch. */
  public double msPerImage() {
    return scoreMs / batch;
  }

  /** The same row with its ratio and repeats. */
  public LatencyRow with(double ratio, Repeats measured) {
    return with(model, ratio, measured, gradients, notes);
  }

  /** The same row under another name of its model. */
  public LatencyRow withModel(String name) {
    return with(name, ratioToForward, repeats, gradients, notes);
  }

  /** The same row, which says how it computes gradients. */
  public LatencyRow withGradients(String how) {
    return with(model, ratioToForward, repeats, how, notes);
  }

  /** The same row with its notes. */
  public LatencyRow withNotes(String remark) {
    return with(model, ratioToForward, repeats, gradients, remark);
  }

  private LatencyRow with(String name, double ratio, Repeats measured, String how, String remark) {
    return new LatencyRow(
        benchmark,
        method,
        name,
        device,
        dtype,
        batch,
        threads,
        mode,
        scoreMs,
        errorMs,
        p50Ms,
        p90Ms,
        p95Ms,
        p99Ms,
        imagesPerS,
        ratio,
        peakRssMb,
        measured,
        how,
        remark);
  }

  private List<Object> values() {
    return List.of(
        benchmark,
        method,
        model,
        device,
        dtype,
        batch,
        threads,
        mode,
        scoreMs,
        errorMs,
        p50Ms,
        p90Ms,
        p95Ms,
        p99Ms,
        imagesPerS,
        ratioToForward,
        peakRssMb,
        msPerImage(),
        repeats.forks(),
        repeats.samples(),
        repeats.ratioLow(),
        repeats.ratioHigh(),
        gradients,
        notes);
  }

  private static LatencyRow of(Fields f) {
    return new LatencyRow(
        f.text("benchmark"),
        f.text("method"),
        f.text("model"),
        f.text("device"),
        f.text("dtype"),
        f.count("batch"),
        f.count("threads"),
        f.text("mode"),
        f.number("score_ms"),
        f.number("error_ms"),
        f.number("p50_ms"),
        f.number("p90_ms"),
        f.number("p95_ms"),
        f.number("p99_ms"),
        f.number("images_per_s"),
        f.number("ratio_to_forward"),
        f.number("peak_rss_mb"),
        new Repeats(
            f.count("forks"), f.whole("samples"), f.number("ratio_low"), f.number("ratio_high")),
        f.text("gradients"),
        f.text("notes"));
  }
}
