package vitexplain.run.row;

import java.util.List;
import java.util.function.UnaryOperator;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * Whether a metric ranks the methods alike on two models, or under two occlusion strategies of one
 * of them: a line of {@code model_agreement.csv}.
 *
 * @param metric its name
 * @param modelA name of a model; the first is the one whose run folder this is
 * @param fillA as in {@link SampleRow}
 * @param modelB the other model, or the same with another occlusion strategy
 * @param fillB as in {@link SampleRow}
 * @param kendallTau Kendall's tau-b: 1 = the same order of the methods, -1 = the opposite
 * @param ciLow lower end of its 95 % interval over resampled images, the same ones on both sides
 * @param ciHigh upper end
 * @param nImages images that count
 * @param nMethods methods ranked, controls left out
 */
public record ModelAgreementRow(
    String metric,
    String modelA,
    String fillA,
    String modelB,
    String fillB,
    double kendallTau,
    double ciLow,
    double ciHigh,
    int nImages,
    int nMethods) {

  public static final Schema<ModelAgreementRow> SCHEMA =
      new Schema<>(
          "model_agreement.csv",
          Schema.columns(
              "metric,model_a,fill_a,model_b,fill_b,kendall_tau,ci_low,ci_high,n_images,n_methods"),
          ModelAgreementRow::values,
          ModelAgreementRow::of);

  /** Whether it is of two models under one occlusion strategy. */
  public boolean isBetweenModels() {
    return !modelA.equals(modelB) && fillA.equals(fillB);
  }

  /** The same with other names of its models. */
  public ModelAgreementRow withModels(UnaryOperator<String> names) {
    return new ModelAgreementRow(
        metric,
        names.apply(modelA),
        fillA,
        names.apply(modelB),
        fillB,
        kendallTau,
        ciLow,
        ciHigh,
        nImages,
        nMethods);
  }

  private List<Object> values() {
    return List.of(
        metric, modelA, fillA, modelB, fillB, kendallTau, ciLow, ciHigh, nImages, nMethods);
  }

  private static ModelAgreementRow of(Fields f) {
    return new ModelAgreementRow(
        f.text("metric"),
        f.text("model_a"),
        f.text("fill_a"),
        f.text("model_b"),
        f.text("fill_b"),
        f.number("kendall_tau"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n_images"),
        f.count("n_methods"));
  }
}
