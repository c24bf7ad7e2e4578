package vitexplain.explain;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.image.ImageFiles;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Explains an embedded scene by four methods 500 times, and prints by how many MiB it grew. */
final class ExplainRepeatedly {
  private static final int WARM_UP = 100;
  private static final int EXPLANATIONS = 500;

  private static final List<Explainer> METHODS =
      List.of(
          Methods.named("legrad"),
          Methods.named("gmar-l1"),
          Methods.named("gmar-l2"),
          Methods.named("rollout"));

  private ExplainRepeatedly() {}

  public static void main(String[] args) throws IOException {
    ModelDirectory demo = new ModelDirectory("demo", Path.of("data", "demo-vit"));
    Path scene = Path.of("data", "scenes", "images", "scene_000.png");
    float[] input = demo.preprocessor().apply(ImageFiles.read(scene, 3));
    try (Vit model = demo.open(Device.cpu(), DataType.FLOAT32, 0)) {
      explain(model, input, WARM_UP);
      System.gc();
      double before = ProcessMemory.residentMiB();
      explain(model, input, EXPLANATIONS);
      System.gc();
      System.out.printf(Locale.ROOT, "%.1f", ProcessMemory.residentMiB() - before);
    }
  }

  private static void explain(Vit model, float[] input, int times) {
    Set<Signal> needs = new HashSet<>();
    METHODS.forEach(method -> needs.addAll(method.needs()));
    for (int i = 0; i < times; i++) {
      try (NDManager scope = model.newScope();
          Trace trace = model.trace(model.pixels(scope, input), Targets.predicted(), needs)) {
        for (Explainer method : METHODS) {
          if (method.explain(trace).heatmap(0).degenerate()) {
            throw new IllegalStateException(method.id() + ": the map is degenerate");
          }
        }
      }
    }
  }
}
