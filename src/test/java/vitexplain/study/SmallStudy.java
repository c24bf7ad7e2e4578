package vitexplain.study;

import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.Shard;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.metric.Metrics;
import vitexplain.run.Existing;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.plan.SuitedPlan;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;

/** Evaluations of a random model of twelve patches: every method and metric, in a second. */
public record SmallStudy(Vit model) implements AutoCloseable {
  private static final int STEPS = 4;
  private static final int BATCH = 5;

  /** Fewer than the images of most tests, so that some are checked and some are not. */
  static final int SANITY_IMAGES = 2;

  public static SmallStudy open() {
    return new SmallStudy(TestModels.random(TestModels.TINY, DataType.FLOAT32, 4));
  }

  static StudyPlan plan() {
    return plan(Methods.defaults(), BATCH);
  }

  static StudyPlan plan(List<Explainer> methods, int batch) {
    return new StudyPlan(
        methods,
        Metrics.all(),
        List.of(Fill.values()),
        Unit.PATCH,
        StudyPlan.steps(STEPS),
        batch,
        1,
        new SanityPlan(SANITY_IMAGES, 1));
  }

  public Preprocessor preprocessor() {
    VitConfig config = model.config();
    return Preprocessor.defaults(config.imageWidth(), config.imageHeight(), config.channels());
  }

  /** Starts or resumes an evaluation in a folder. */
  Counts run(Path out, Dataset data, StudyPlan plan, Progress progress) {
    return run(out, data, Shard.WHOLE, plan, plan.config(), progress);
  }

  /** Starts or resumes one part of an evaluation. */
  Counts run(
      Path out,
      Dataset data,
      Shard shard,
      StudyPlan plan,
      Map<String, String> config,
      Progress progress) {
    return run(out, data, shard, plan, config, Heatmaps.REPORT, progress);
  }

  Counts run(
      Path out,
      Dataset data,
      Shard shard,
      StudyPlan plan,
      Map<String, String> config,
      Heatmaps heatmaps,
      Progress progress) {
    RunFolder folder = RunFolder.prepare(out, Existing.KEEP);
    Environment environment = Environment.here(1, "", "", "");
    Section section = Section.starting("test", "smoke", config, environment, Evaluation.now());
    try (RunLock lock = folder.lock()) {
      return new Evaluation(
              folder, data, shard, model, preprocessor(), new SuitedPlan(plan, List.of()), heatmaps)
          .run(section, progress);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
