package vitexplain.explain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Explains eight images with ViT-B/16 in a process of its own and prints its peak in MiB. */
final class ExplainViTBase {
  private static final int BATCH = 8;

  private ExplainViTBase() {}

  public static void main(String[] args) throws IOException {
    ModelSource base = ModelSource.named("shape:vit-base-16-224", Path.of(""));
    List<Explainer> methods = List.of(Methods.named("gmar-l1"), Methods.named("legrad"));
    Set<Signal> needs = new HashSet<>();
    methods.forEach(method -> needs.addAll(method.needs()));
    try (Vit model = base.open(Device.cpu(), DataType.FLOAT32, 1);
        NDManager scope = model.newScope()) {
      NDArray pixels = scope.randomNormal(0, 1, new Shape(BATCH, 3, 224, 224), DataType.FLOAT32);
      try (Trace trace = model.trace(pixels, Targets.predicted(), needs)) {
        for (Explainer method : methods) {
          if (method.explain(trace).heatmap(BATCH - 1).degenerate()) {
            throw new IllegalStateException(method.id() + ": the map is degenerate");
          }
        }
      }
    }
    System.out.printf(Locale.ROOT, "%.0f", ProcessMemory.peakMiB());
  }
}
