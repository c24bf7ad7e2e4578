package vitexplain.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.explain.map.Explainer;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.run.provenance.Bfloat16Error;
import vitexplain.run.row.SampleRow;
import vitexplain.statistics.RankCorrelation;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.summary.Rankings;
import vitexplain.study.unit.ImageStudy;
import vitexplain.vit.Vit;

/**
 * What logits in bfloat16 change: the primary metric of a few images again, once as the study has
 * it and once in float32.
 *
 * @param model whose logits are rounded
 * @param preprocessor its own
 * @param plan of the study
 */
record RoundingError(Vit model, Preprocessor preprocessor, StudyPlan plan) {
  /** One occlusion strategy and one metric of them: little beside a study, enough for a ranking. */
  static final int IMAGES = 8;

  /** Both curves, and the metric that ranks, of each method. */
  private static final List<String> PROBABILITIES = List.of("morf", "lerf");

  /**
   * Measures it.
   *
   * @param names at most {@link #IMAGES}, all readable
   * @param progress told after each image
   * @return empty where the plan ranks nothing: fewer than two methods, or no occlusion strategy
   */
  Optional<Bfloat16Error> measure(Dataset data, List<String> names, Progress progress) {
    List<Explainer> methods =
        plan.methods().stream().filter(method -> Rankings.isRanked(method.id())).toList();
    if (methods.size() < 2 || plan.fills().isEmpty() || names.isEmpty()) {
      return Optional.empty();
    }
    StudyPlan primary = plan.primaryAlone(methods);
    ImageStudy rounded = new ImageStudy(model, preprocessor, primary);
    ImageStudy exact = new ImageStudy(model.withExactLogits(), preprocessor, primary);
    double largest = 0;
    List<SampleRow> all = new ArrayList<>();
    List<SampleRow> allExact = new ArrayList<>();
    for (String name : names) {
      Pixels image = data.image(name, model.config().channels());
      List<SampleRow> a = samples(rounded, name, image);
      List<SampleRow> b = samples(exact, name, image);
      for (int i = 0; i < a.size(); i++) { // the same rows in the same order
        if (PROBABILITIES.contains(a.get(i).metric())) {
          largest = Math.max(largest, Math.abs(a.get(i).value() - b.get(i).value()));
        }
      }
      all.addAll(a);
      allExact.addAll(b);
      progress.step(name);
    }
    double tau = RankCorrelation.kendall(means(all, methods), means(allExact, methods));
    return Double.isNaN(tau)
        ? Optional.empty()
        : Optional.of(new Bfloat16Error(names.size(), largest, tau));
  }

  private static List<SampleRow> samples(ImageStudy study, String name, Pixels image) {
    return study.run(name, image, Optional.empty()).rows().rows().samples();
  }

  /** Of the primary metric, one a method. */
  private static double[] means(List<SampleRow> rows, List<Explainer> methods) {
    Map<String, DoubleStream.Builder> values = new HashMap<>();
    methods.forEach(method -> values.put(method.id(), DoubleStream.builder()));
    rows.stream()
        .filter(row -> row.metric().equals(Faithfulness.SRG.name()))
        .forEach(row -> values.get(row.method()).add(row.value()));
    return methods.stream()
        .mapToDouble(m -> values.get(m.id()).build().average().orElse(Double.NaN))
        .toArray();
  }
}
