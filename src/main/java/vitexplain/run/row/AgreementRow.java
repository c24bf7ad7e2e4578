package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * Whether two metrics rank the methods alike: a line of {@code rank_agreement.csv}. With one metric
 * on both sides it tells how stable a ranking is over the occlusion strategies.
 *
 * @param metricA a metric's name
 * @param fillA as in {@link SampleRow}
 * @param metricB another metric's name, or the same with another occlusion strategy
 * @param fillB as in {@link SampleRow}
 * @param kendallTau Kendall's tau-b, each metric turned so that better is more: 1 = the same order
 * @param ciLow lower end of its 95 % interval over resampled images
 * @param ciHigh upper end
 * @param nImages images that count
 * @param nMethods methods ranked, controls left out
 */
public record AgreementRow(
    String metricA,
    String fillA,
    String metricB,
    String fillB,
    double kendallTau,
    double ciLow,
    double ciHigh,
    int nImages,
    int nMethods) {

  public static final Schema<AgreementRow> SCHEMA =
      new Schema<>(
          "rank_agreement.csv",
          Schema.columns(
              "metric_a,fill_a,metric_b,fill_b,kendall_tau,ci_low,ci_high,n_images,n_methods"),
          AgreementRow::values,
          AgreementRow::of);

  private List<Object> values() {
    return List.of(metricA, fillA, metricB, fillB, kendallTau, ciLow, ciHigh, nImages, nMethods);
  }

  private static AgreementRow of(Fields f) {
    return new AgreementRow(
        f.text("metric_a"),
        f.text("fill_a"),
        f.text("metric_b"),
        f.text("fill_b"),
        f.number("kendall_tau"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n_images"),
        f.count("n_methods"));
  }
}
