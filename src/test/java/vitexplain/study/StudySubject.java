package vitexplain.study;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.List;
import vitexplain.explain.Explainer;
import vitexplain.explain.Methods;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.metric.Metric;
import vitexplain.metric.Metrics;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** The embedded model and its scenes, for tests of the study. */
final class StudySubject {
  static final Path DATA = Path.of("data");

  private StudySubject() {}

  static ModelSource source() {
    return ModelSource.named("demo", DATA.resolve("demo-vit"));
  }

  static Vit model() {
    return source().open(Device.cpu(), DataType.FLOAT32, 0);
  }

  static Preprocessor preprocessor() {
    return source().preprocessor();
  }

  static Pixels image(String name) {
    return ImageFiles.read(DATA.resolve("scenes/images").resolve(name), 3);
  }

  static Mask mask(String name) {
    return Mask.read(DATA.resolve("scenes/masks").resolve(name));
  }

  static Subject subject(Vit model, String name, Unit unit) {
    return new Subject(
        model, preprocessor(), preprocessor().apply(image(name)), unit, 1, new Passes());
  }

  static StudyPlan plan(List<Fill> fills, int batch, String... methods) {
    return plan(Metrics.all(), fills, Unit.PATCH, batch, methods);
  }

  static StudyPlan plan(
      List<Metric> metrics, List<Fill> fills, Unit unit, int batch, String... methods) {
    List<Explainer> chosen = List.of(methods).stream().map(Methods::named).toList();
    return new StudyPlan(chosen, metrics, fills, unit, StudyPlan.steps(10), batch, 42);
  }
}
