package vitexplain.run.row;

import java.io.Serializable;
import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * One measured value of one image. The run folder keeps them as lines of {@link CurveRow}; the
 * command {@code export} writes one line for each.
 *
 * <p>Scalar metrics have an empty level. A perturbation curve has one row per point: metric {@code
 * morf} (most relevant removed first) or {@code lerf}, level = removed share in [0,1], value =
 * probability of the target. Metrics of segmentation have the level {@code 0.50}, {@code mean},
 * {@code top-k} or another threshold of the sweep. Cascades of sanity checks have the number of
 * re-initialised blocks.
 *
 * @param image the image's name, the same in every file of the run
 * @param method a method's id
 * @param target {@link #PREDICTED} or {@link #LABEL}: which class was explained and scored
 * @param metric a metric's name
 * @param fill what stands in for removed units; empty for metrics that remove nothing
 * @param unit what is removed at a time, {@code patch} or {@code pixel}; empty likewise
 * @param level a point of a curve or a threshold, else empty
 * @param seed the method's seed, 0 if it has none; in a sanity check that of the random weights or
 *     of the other class
 * @param value the value; NaN where it is undefined
 * @param degenerate whether the map was constant, NaN or infinite before min-max
 */
public record SampleRow(
    String image,
    String method,
    String target,
    String metric,
    String fill,
    String unit,
    String level,
    long seed,
    double value,
    boolean degenerate)
    implements Serializable {

  /** The class that the model predicts. */
  public static final String PREDICTED = "predicted";

  /** The true class. */
  public static final String LABEL = "label";

  /** The long table, which versions before {@code samples.csv.gz} kept in the run folder. */
  public static final Schema<SampleRow> LONG =
      new Schema<>(
          "samples.csv",
          Schema.columns("image,method,target,metric,fill,unit,level,seed,value,degenerate"),
          SampleRow::values,
          SampleRow::of);

  /** The same at another level. */
  SampleRow at(String otherLevel, double otherValue) {
    return new SampleRow(
        image, method, target, metric, fill, unit, otherLevel, seed, otherValue, degenerate);
  }

  private List<Object> values() {
    return List.of(image, method, target, metric, fill, unit, level, seed, value, degenerate);
  }

  private static SampleRow of(Fields f) {
    return new SampleRow(
        f.text("image"),
        f.text("method"),
        f.text("target"),
        f.text("metric"),
        f.text("fill"),
        f.text("unit"),
        f.text("level"),
        f.whole("seed"),
        f.number("value"),
        f.flag("degenerate"));
  }
}
