package vitexplain.study.summary;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.run.Samples;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.SampleRow;
import vitexplain.study.unit.Explanation;

/**
 * Per-image values by what they are values of; the mean over seeds where a method has several. The
 * metrics of thresholded maps are left to the counts, which hold them at every threshold.
 */
final class SampleMeans implements AutoCloseable {
  private final List<String> images;
  private final Columns<Key> columns;

  private SampleMeans(List<String> images, Columns<Key> columns) {
    this.images = images;
    this.columns = columns;
  }

  /** What a value is of. */
  record Key(String method, String metric, String target, String fill, String unit, String level) {

    /** Whether it is a metric of the predicted class and has no level. */
    boolean isPlain() {
      return target.equals(Explanation.PREDICTED) && level.isEmpty();
    }
  }

  /**
   * Curve by curve: a study's samples may be larger than the memory. Nothing where there is no
   * file.
   *
   * @param scratchFolder where a scratch file may be made
   */
  static SampleMeans of(Samples samples, Path scratchFolder) {
    return of(samples, curve -> {}, scratchFolder);
  }

  /**
   * The same, so that the samples need not be read again for something else.
   *
   * @param also sees every curve, in order
   */
  static SampleMeans of(Samples samples, Consumer<CurveRow> also, Path scratchFolder) {
    Columns<Key> columns = columns(samples, also, scratchFolder);
    return new SampleMeans(columns.images(), columns);
  }

  /** The values of these images, in their order; other images' rows are left out. */
  static SampleMeans of(Samples samples, List<String> images, Path scratchFolder) {
    return new SampleMeans(List.copyOf(images), columns(samples, curve -> {}, scratchFolder));
  }

  private static Columns<Key> columns(
      Samples samples, Consumer<CurveRow> also, Path scratchFolder) {
    Columns<Key> columns = Columns.ofMeans(scratchFolder);
    if (!samples.exists()) {
      return columns;
    }
    Set<String> thresholded =
        Metrics.family(SegmentationMetric.class).stream()
            .map(Metric::name)
            .collect(Collectors.toUnmodifiableSet());
    Map<Curve, int[]> known = new HashMap<>();
    samples.forEachCurve(
        curve -> {
          also.accept(curve);
          columns.image(curve.key().image());
          if (!thresholded.contains(curve.key().metric())) {
            int[] places =
                known.computeIfAbsent(
                    Curve.of(curve),
                    first -> first.keys().stream().mapToInt(columns::column).toArray());
            for (int i = 0; i < places.length; i++) {
              columns.add(places[i], curve.values().get(i));
            }
          }
        });
    return columns;
  }

  /** What a curve is of, the same for every image: looked up once for all of its points. */
  private record Curve(
      String method, String metric, String target, String fill, String unit, List<String> levels) {

    static Curve of(CurveRow row) {
      SampleRow key = row.key();
      return new Curve(
          key.method(), key.metric(), key.target(), key.fill(), key.unit(), row.levels());
    }

    List<Key> keys() {
      String seedless = MethodSeed.without(method);
      return levels.stream()
          .map(level -> new Key(seedless, metric, target, fill, unit, level))
          .toList();
    }
  }

  /** The values of some images, as long as this is open. */
  SampleMeans of(List<String> some) {
    return new SampleMeans(List.copyOf(some), columns);
  }

  /** In the order of the values. */
  List<String> images() {
    return images;
  }

  /** In the order of the samples. */
  Set<Key> keys() {
    return columns.keys();
  }

  /** One value for each of the images, NaN where it has none. */
  double[] values(Key key) {
    return columns.values(key, images);
  }

  /** Of a metric of the predicted class without levels; empty if it was not measured. */
  Optional<double[]> values(String method, String metric, String fill) {
    return keys().stream()
        .filter(Key::isPlain)
        .filter(key -> key.method().equals(method))
        .filter(key -> key.metric().equals(metric))
        .filter(key -> key.fill().equals(fill))
        .findFirst()
        .map(this::values);
  }

  @Override
  public void close() {
    columns.close();
  }
}
