package vitexplain.study;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.List;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.Metric;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** The embedded model and its scenes, for tests of the study. */
public final class StudySubject {
  static final Path DATA = Path.of("data");

  private StudySubject() {}

  static ModelSource source() {
    return ModelSource.named("demo", DATA);
  }

  public static Vit model() {
    return source().open(Device.cpu(), DataType.FLOAT32, 0);
  }

  public static Preprocessor preprocessor() {
    return source().preprocessor();
  }

  public static Pixels image(String name) {
    return ImageFiles.read(DATA.resolve("scenes/images").resolve(name), 3);
  }

  public static Mask mask(String name) {
    return Mask.read(DATA.resolve("scenes/masks").resolve(name));
  }

  public static Instance instance(Vit model, String name, Unit unit) {
    return new Instance(
        model, preprocessor(), preprocessor().apply(image(name)), unit, 1, new PassTally());
  }

  public static StudyPlan plan(List<Fill> fills, int batch, String... methods) {
    return plan(Metrics.all(), fills, Unit.PATCH, batch, methods);
  }

  public static StudyPlan plan(
      List<Metric> metrics, List<Fill> fills, Unit unit, int batch, String... methods) {
    List<Explainer> chosen = List.of(methods).stream().map(Methods::named).toList();
    return new StudyPlan(chosen, metrics, fills, unit, StudyPlan.steps(10), batch, 42);
  }
}
