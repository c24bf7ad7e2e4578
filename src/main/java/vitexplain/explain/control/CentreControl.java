package vitexplain.explain.control;

import java.util.Arrays;
import java.util.Set;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Control: a Gaussian in the middle of the image, standard deviation a quarter of its height and
 * width. Photographers put their object there, so a method must beat it to have found anything.
 */
public record CentreControl() implements Explainer {
  private static final double DEVIATION = 0.25;

  @Override
  public String id() {
    return "centre";
  }

  @Override
  public Set<Signal> needs() {
    return Set.of();
  }

  @Override
  public Maps explain(Trace trace) {
    float[][] maps = new float[trace.batch()][];
    Arrays.fill(maps, gaussian(trace.layout()));
    return Maps.ofPatches(maps, trace.layout());
  }

  private static float[] gaussian(PatchLayout layout) {
    float[] map = new float[layout.patches()];
    for (int i = 0; i < map.length; i++) {
      double y = deviations(i / layout.columns(), layout.rows());
      double x = deviations(i % layout.columns(), layout.columns());
      map[i] = (float) Math.exp(-(x * x + y * y) / 2);
    }
    return map;
  }

  private static double deviations(int index, int count) {
    return ((index + 0.5) / count - 0.5) / DEVIATION;
  }
}
