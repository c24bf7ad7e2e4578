package vitexplain.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vitexplain.explain.Heatmap;
import vitexplain.metric.Confusion;
import vitexplain.run.ConfusionRow;
import vitexplain.run.ImageRows;
import vitexplain.run.SampleRow;

/** Collects one image's rows, in the order they are measured. */
public final class MeasuredRows {
  private static final String TARGET = "predicted";
  private static final String UNIT = "patch";

  private final String image;
  private final Map<String, Heatmap> maps;
  private final List<SampleRow> samples = new ArrayList<>();
  private final List<ConfusionRow> confusion = new ArrayList<>();

  MeasuredRows(String image, Map<String, Heatmap> maps) {
    this.image = image;
    this.maps = maps;
  }

  /** A value of the map alone or against its mask; {@code level} is a threshold or empty. */
  void scalar(String method, String metric, String level, double value) {
    add(method, metric, "", "", level, value);
  }

  /** A value of perturbed copies; {@code level} is a removed share or empty. */
  void perturbed(String method, String metric, Fill fill, String level, double value) {
    add(method, metric, fill.id(), UNIT, level, value);
  }

  private void add(
      String method, String metric, String fill, String unit, String level, double value) {
    boolean degenerate = maps.containsKey(method) && maps.get(method).degenerate();
    // Times would make two runs of the same study differ in every byte; benchmarks measure them.
    samples.add(
        new SampleRow(
            image,
            method,
            TARGET,
            metric,
            fill,
            unit,
            level,
            MethodSeed.of(method),
            value,
            degenerate,
            Double.NaN));
  }

  void confusion(String method, String threshold, Confusion c) {
    confusion.add(new ConfusionRow(image, method, threshold, c.tp(), c.fp(), c.fn(), c.tn()));
  }

  /** How many of the image's maps had no min-max. */
  public int degenerateMaps() {
    return (int) maps.values().stream().filter(Heatmap::degenerate).count();
  }

  /** What the run folder stores. */
  public ImageRows rows() {
    return new ImageRows(image, samples, confusion, List.of());
  }
}
