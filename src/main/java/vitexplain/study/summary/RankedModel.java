package vitexplain.study.summary;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vitexplain.run.RunFolder;
import vitexplain.run.Samples;
import vitexplain.run.row.ConfusionRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.MethodMeans;
import vitexplain.study.plan.StudyPlan;

/**
 * A model with an evaluation of it, whose rankings are compared.
 *
 * @param name of the model
 * @param folder of its evaluation
 * @param plan of its evaluation
 */
public record RankedModel(String name, RunFolder folder, StudyPlan plan) {

  /** The methods that take part in rankings. */
  public List<String> methods() {
    return Rankings.methods(plan);
  }

  /** Images with values, in the order of the evaluation. */
  public Set<String> images() {
    Set<String> images = new LinkedHashSet<>();
    Samples samples = folder.samples();
    if (samples.exists()) {
      samples.forEach(row -> images.add(row.image()));
    }
    return images;
  }

  /** Their rankings by every metric, over resamples of these images. */
  List<ModelRanking> rankings(List<String> methods, List<String> images, Bootstrap bootstrap) {
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    try (SampleMeans means = SampleMeans.of(folder.samples(), images, scratch);
        Segmentations counts =
            Segmentations.of(folder.table(ConfusionRow.SCHEMA), images, scratch)) {
      return new Rankings(plan, means, counts, bootstrap)
          .ranked(methods)
          .map(
              ranked ->
                  new ModelRanking(
                      name,
                      ranked.metric(),
                      ranked.fill(),
                      MethodMeans.of(ranked.values(), bootstrap)))
          .toList();
    }
  }

  /** Methods by one metric on one model, with what in the place of removed patches. */
  record ModelRanking(String model, String metric, String fill, MethodMeans means) {}
}
