package vitexplain.comparison;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * One number of two run folders: a line of the file that {@code compare --to} writes. What a number
 * does not have is empty.
 *
 * @param part {@link #LATENCY} or {@link #SCORE}
 * @param measure a benchmark's or a metric's name
 * @param method a method's id
 * @param model of times
 * @param device of times, likewise the four that follow
 * @param fill of scores: what stands in for removed units
 * @param a in the first folder: milliseconds of a call, or the mean over images
 * @param b in the second
 * @param effect of times b / a, of scores b - a
 * @param ciLow lower end of its 95 % interval; NaN where there is none
 * @param ciHigh upper end; NaN likewise
 * @param nA processes, iterations or images that {@code a} is of
 * @param nB likewise of {@code b}
 * @param basis what the interval is made of, as {@code processes}
 * @param p of no difference, two-sided; NaN where there is no test
 * @param pHolm corrected for the tests of this part by Holm
 * @param verdict in words
 */
public record ComparisonRow(
    String part,
    String measure,
    String method,
    String model,
    String device,
    String dtype,
    String batch,
    String threads,
    String mode,
    String fill,
    double a,
    double b,
    double effect,
    double ciLow,
    double ciHigh,
    long nA,
    long nB,
    String basis,
    double p,
    double pHolm,
    String verdict) {

  public static final String LATENCY = "latency";
  public static final String SCORE = "score";

  public static final Schema<ComparisonRow> SCHEMA =
      new Schema<>(
          "comparison.csv",
          Schema.columns(
              "part,measure,method,model,device,dtype,batch,threads,mode,fill,a,b,effect,ci_low,ci_high,n_a,n_b,basis,p,p_holm,verdict"),
          ComparisonRow::values,
          ComparisonRow::of);

  /** Whether it is a time. */
  public boolean isTime() {
    return part.equals(LATENCY);
  }

  private List<Object> values() {
    return List.of(
        part, measure, method, model, device, dtype, batch, threads, mode, fill, a, b, effect,
        ciLow, ciHigh, nA, nB, basis, p, pHolm, verdict);
  }

  private static ComparisonRow of(Fields f) {
    return new ComparisonRow(
        f.text("part"),
        f.text("measure"),
        f.text("method"),
        f.text("model"),
        f.text("device"),
        f.text("dtype"),
        f.text("batch"),
        f.text("threads"),
        f.text("mode"),
        f.text("fill"),
        f.number("a"),
        f.number("b"),
        f.number("effect"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.whole("n_a"),
        f.whole("n_b"),
        f.text("basis"),
        f.number("p"),
        f.number("p_holm"),
        f.text("verdict"));
  }
}
