package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * Two methods compared on the same images: a line of {@code pairs.csv}.
 *
 * @param question which question the comparison answers: {@link #CONTROL}, {@link #CENTRE}, {@link
 *     #BEST} or {@link #ALL}; tests are corrected within one question of one metric
 * @param methodA a method's id
 * @param methodB the other's, or a control's
 * @param metric the metric compared
 * @param fill as in {@link SampleRow}
 * @param difference mean of A minus B over the images where both are defined
 * @param ciLow lower end of its 95 % interval; NaN where the images are too few for one
 * @param ciHigh upper end; NaN likewise
 * @param n images where both are defined
 * @param p paired permutation test of the mean difference, two-sided
 * @param pHolm the same, corrected for all rows of the question by Holm
 * @param pHolmLeast the least that {@code pHolm} can be with so many images and rows, whatever the
 *     values; where it is not below 0.05 the images are too few to decide
 * @param pWilcoxon signed-rank test of the same differences, two-sided, not corrected: asks whether
 *     the typical image differs, not the mean
 */
public record PairRow(
    String question,
    String methodA,
    String methodB,
    String metric,
    String fill,
    double difference,
    double ciLow,
    double ciHigh,
    int n,
    double p,
    double pHolm,
    double pHolmLeast,
    double pWilcoxon) {

  /** Is a method better than a random map? Each method against the random control. */
  public static final String CONTROL = "control";

  /** Is it better than pointing at the middle of every image? Each against the centre control. */
  public static final String CENTRE = "centre";

  /** Is the highest mean really the highest? Its method against each other method. */
  public static final String BEST = "best";

  /** Which methods differ? Every pair of methods. */
  public static final String ALL = "all";

  /** The usual level of a family of tests. */
  public static final double LEVEL = 0.05;

  public static final Schema<PairRow> SCHEMA =
      new Schema<>(
          "pairs.csv",
          Schema.columns(
              "question,method_a,method_b,metric,fill,difference,ci_low,ci_high,n,p,p_holm,p_holm_least,p_wilcoxon"),
          PairRow::values,
          PairRow::of);

  /** Whether the corrected test finds a difference. */
  public boolean decided() {
    return pHolm < LEVEL;
  }

  /** Whether any values of so many images could have been found different. */
  public boolean canDecide() {
    return pHolmLeast < LEVEL;
  }

  private List<Object> values() {
    return List.of(
        question,
        methodA,
        methodB,
        metric,
        fill,
        difference,
        ciLow,
        ciHigh,
        n,
        p,
        pHolm,
        pHolmLeast,
        pWilcoxon);
  }

  private static PairRow of(Fields f) {
    return new PairRow(
        f.text("question"),
        f.text("method_a"),
        f.text("method_b"),
        f.text("metric"),
        f.text("fill"),
        f.number("difference"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n"),
        f.number("p"),
        f.number("p_holm"),
        f.number("p_holm_least"),
        f.number("p_wilcoxon"));
  }
}
