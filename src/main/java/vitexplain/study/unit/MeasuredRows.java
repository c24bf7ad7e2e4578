package vitexplain.study.unit;

import java.util.ArrayList;
import java.util.List;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.input.Confusion;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.ImageRows;
import vitexplain.run.row.SampleRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;

/** Collects one image's rows, in the order they are measured. */
public final class MeasuredRows {
  private final String image;
  private final Unit unit;
  private final List<SampleRow> samples = new ArrayList<>();
  private final List<ConfusionRow> confusion = new ArrayList<>();

  MeasuredRows(String image, Unit unit) {
    this.image = image;
    this.unit = unit;
  }

  /** A value of the map alone or against its mask; {@code level} is a threshold or empty. */
  void scalar(Explanation explained, String method, String metric, String level, double value) {
    add(explained, method, metric, "", "", level, MethodSeed.of(method), value);
  }

  /** A sanity check's value; {@code level} is a number of re-initialised blocks or empty. */
  void checked(
      Explanation explained, String method, String metric, String level, long seed, double value) {
    add(explained, method, metric, "", "", level, seed, value);
  }

  /** A value of perturbed inputs with units removed; {@code level} is a removed share or empty. */
  void perturbed(
      Explanation explained, String method, String metric, Fill fill, String level, double value) {
    add(explained, method, metric, fill.id(), unit.id(), level, MethodSeed.of(method), value);
  }

  /** A value of the image times its map, which blackens single pixels. */
  void multiplied(Explanation explained, String method, String metric, String level, double value) {
    add(
        explained,
        method,
        metric,
        Fill.BLACK.id(),
        Unit.PIXEL.id(),
        level,
        MethodSeed.of(method),
        value);
  }

  private void add(
      Explanation explained,
      String method,
      String metric,
      String fill,
      String unitId,
      String level,
      long seed,
      double value) {
    samples.add(
        new SampleRow(
            image,
            method,
            explained.target(),
            metric,
            fill,
            unitId,
            level,
            seed,
            value,
            explained.degenerate(method)));
  }

  /** Sample rows so far. */
  int samples() {
    return samples.size();
  }

  /**
   * The rows from a number on, but for points of curves, again under another target that turned out
   * to be the same class.
   */
  void repeatFrom(int first, String target) {
    for (SampleRow r : List.copyOf(samples.subList(first, samples.size()))) {
      if (!PerturbationScores.isPoint(r.metric())) {
        samples.add(
            new SampleRow(
                r.image(),
                r.method(),
                target,
                r.metric(),
                r.fill(),
                r.unit(),
                r.level(),
                r.seed(),
                r.value(),
                r.degenerate()));
      }
    }
  }

  void confusion(String method, String threshold, Confusion c) {
    confusion.add(
        new ConfusionRow(
            image, method, Explanation.PREDICTED, threshold, c.tp(), c.fp(), c.fn(), c.tn()));
  }

  /** What the run folder stores. */
  public ImageRows rows() {
    return new ImageRows(image, samples, confusion, List.of());
  }
}
