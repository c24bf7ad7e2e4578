package vitexplain.study.summary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vitexplain.base.Progress;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.run.table.Table;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.study.unit.Explanation;

/**
 * The stored counts by method and threshold, one entry per image; seeds of one method are pooled.
 */
final class Segmentations implements AutoCloseable {

  /** Expected counts are no whole numbers; a thousandth of a pixel is exact enough. */
  private static final long PARTS = 1000;

  private final List<String> images;
  private final Columns<Cell> columns;

  private Segmentations(List<String> images, Columns<Cell> columns) {
    this.images = images;
    this.columns = columns;
  }

  /** What a count is of. */
  record Key(String method, String threshold) {}

  /** One of a key's four counts. */
  private record Cell(Key key, Part part) {}

  private enum Part {
    TP,
    FP,
    FN,
    TN
  }

  /**
   * Row by row, as there may be more rows than fit in memory; no counts where there is no file.
   * Other images' rows are left out.
   *
   * @param images whose counts are asked for, in this order
   * @param scratchFolder where a scratch file may be made
   */
  static Segmentations of(Table<ConfusionRow> rows, List<String> images, Path scratchFolder) {
    Columns<Cell> columns = Columns.ofSums(scratchFolder);
    if (rows.exists()) {
      rows.forEach(
          row -> {
            Key key = new Key(MethodSeed.without(row.method()), row.threshold());
            columns.image(row.image());
            columns.add(new Cell(key, Part.TP), (double) row.tp());
            columns.add(new Cell(key, Part.FP), (double) row.fp());
            columns.add(new Cell(key, Part.FN), (double) row.fn());
            columns.add(new Cell(key, Part.TN), (double) row.tn());
          });
    }
    return new Segmentations(List.copyOf(images), columns);
  }

  /** The counts of some images, as long as this is open. */
  Segmentations of(List<String> some) {
    return new Segmentations(List.copyOf(some), columns);
  }

  /** In the order of the rows. */
  List<Key> keys() {
    return columns.keys().stream().filter(cell -> cell.part() == Part.TP).map(Cell::key).toList();
  }

  /** One for each image, {@link Confusion#NONE} where it has none. */
  private List<Confusion> counts(Key key) {
    double[] tp = columns.values(new Cell(key, Part.TP), images);
    double[] fp = columns.values(new Cell(key, Part.FP), images);
    double[] fn = columns.values(new Cell(key, Part.FN), images);
    double[] tn = columns.values(new Cell(key, Part.TN), images);
    return IntStream.range(0, tp.length)
        .mapToObj(
            i ->
                Double.isNaN(tp[i])
                    ? Confusion.NONE
                    : new Confusion((long) tp[i], (long) fp[i], (long) fn[i], (long) tn[i]))
        .toList();
  }

  /** Each image's share of foreground; NaN where it has no mask. */
  double[] foregroundShares() {
    double[] shares = new double[images.size()];
    Arrays.fill(shares, Double.NaN);
    for (Key key : keys()) {
      List<Confusion> counts = counts(key);
      for (int i = 0; i < shares.length; i++) {
        if (counts.get(i).pixels() > 0) {
          shares[i] = foreground(counts.get(i));
        }
      }
    }
    return shares;
  }

  /**
   * What a map that knows nothing scores on the images that a metric's value counts: the mean over
   * exactly these.
   *
   * @param values the metric's, one per image, NaN where it is undefined
   * @param shares of {@link #foregroundShares}
   * @return NaN where the foreground of one of them is unknown
   */
  static double chance(Chance chance, double[] values, double[] shares) {
    return IntStream.range(0, values.length)
        .filter(i -> !Double.isNaN(values[i]))
        .mapToDouble(i -> Double.isNaN(shares[i]) ? Double.NaN : chance.value(shares[i], 0))
        .average()
        .orElse(Double.NaN);
  }

  /** Every metric at every threshold: the mean over images, and the value over pooled pixels. */
  List<SummaryRow> summarise(
      List<SegmentationMetric> metrics, Bootstrap bootstrap, Progress progress) {
    List<SummaryRow> rows = new ArrayList<>();
    if (metrics.isEmpty()) {
      return rows;
    }
    for (Key key : keys()) {
      List<Confusion> all = counts(key);
      for (SegmentationMetric metric : metrics) {
        double[] values = all.stream().mapToDouble(c -> defined(metric, c)).toArray();
        Estimate macro = bootstrap.mean(values, metric.info().range());
        Estimate micro = metric.micro(all, bootstrap);
        rows.add(row(key, metric, SummaryRow.MACRO, macro, chance(metric, all)));
        rows.add(row(key, metric, SummaryRow.MICRO, micro, microChance(metric, all)));
      }
      progress.step("threshold " + key.threshold());
    }
    return rows;
  }

  /** A metric of one method at one threshold, one value per image; NaN where undefined. */
  Optional<double[]> values(SegmentationMetric metric, String method, String threshold) {
    Key key = new Key(method, threshold);
    return columns.keys().contains(new Cell(key, Part.TP))
        ? Optional.of(counts(key).stream().mapToDouble(c -> defined(metric, c)).toArray())
        : Optional.empty();
  }

  private static double defined(SegmentationMetric metric, Confusion counts) {
    return counts.pixels() == 0 ? Double.NaN : metric.of(counts);
  }

  /** Of random maps that predict as many pixels of each image, mean over the images that count. */
  private static double chance(SegmentationMetric metric, List<Confusion> all) {
    return all.stream()
        .filter(c -> !Double.isNaN(defined(metric, c)))
        .mapToDouble(c -> metric.info().chance().value(foreground(c), predicted(c)))
        .average()
        .orElse(Double.NaN);
  }

  /** Of the same random maps, their pixels pooled. */
  private static double microChance(SegmentationMetric metric, List<Confusion> all) {
    Confusion pooled =
        all.stream()
            .filter(c -> c.pixels() > 0)
            .map(Segmentations::expected)
            .reduce(Confusion.NONE, Confusion::plus);
    return defined(metric, pooled);
  }

  /** Mean counts of random maps with the shares of this one, in thousandths of a pixel. */
  private static Confusion expected(Confusion c) {
    long foreground = c.tp() + c.fn();
    long predicted = c.tp() + c.fp();
    double both = (double) foreground * predicted / c.pixels();
    long tp = Math.round(PARTS * both);
    return new Confusion(
        tp,
        PARTS * predicted - tp,
        PARTS * foreground - tp,
        PARTS * (c.pixels() - foreground - predicted) + tp);
  }

  private static double foreground(Confusion counts) {
    return (double) (counts.tp() + counts.fn()) / counts.pixels();
  }

  private static double predicted(Confusion counts) {
    return (double) (counts.tp() + counts.fp()) / counts.pixels();
  }

  private static SummaryRow row(
      Key key, SegmentationMetric metric, String average, Estimate e, double chance) {
    return new SummaryRow(
        key.method(),
        metric.name(),
        Explanation.PREDICTED,
        average,
        "",
        "",
        key.threshold(),
        e.mean(),
        e.low(),
        e.high(),
        e.n(),
        chance);
  }

  @Override
  public void close() {
    columns.close();
  }
}
