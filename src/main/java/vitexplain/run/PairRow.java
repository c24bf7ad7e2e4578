package vitexplain.run;

import java.util.List;

/**
 * Two methods compared on the same images: a line of {@code pairs.csv}.
 *
 * @param methodA a method's id
 * @param methodB the other's
 * @param metric the metric compared
 * @param difference mean of A minus B over images
 * @param ciLow lower end of its 95 % paired bootstrap interval
 * @param ciHigh upper end
 * @param p Wilcoxon signed-rank, two-sided
 * @param pHolm the same, adjusted over the family by Holm
 */
public record PairRow(
    String methodA,
    String methodB,
    String metric,
    double difference,
    double ciLow,
    double ciHigh,
    double p,
    double pHolm) {

  public static final Schema<PairRow> SCHEMA =
      new Schema<>(
          "pairs.csv",
          Schema.columns("method_a,method_b,metric,difference,ci_low,ci_high,p,p_holm"),
          PairRow::values,
          PairRow::of);

  private List<Object> values() {
    return List.of(methodA, methodB, metric, difference, ciLow, ciHigh, p, pHolm);
  }

  private static PairRow of(Fields f) {
    return new PairRow(
        f.text("method_a"),
        f.text("method_b"),
        f.text("metric"),
        f.number("difference"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.number("p"),
        f.number("p_holm"));
  }
}
