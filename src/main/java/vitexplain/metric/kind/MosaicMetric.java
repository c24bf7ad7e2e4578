package vitexplain.metric.kind;

import java.util.Locale;
import vitexplain.metric.input.MosaicCells;

/**
 * A metric of a map of a mosaic, whose cells show pictures of different classes, explained for the
 * class of one cell.
 *
 * @param side cells a row and a column of the mosaic
 * @param formula what {@link MosaicMetric#of} computes
 */
public record MosaicMetric(MetricInfo info, int side, Formula formula) implements Metric {

  /** A map of [rows][columns], the cells, and the number of the explained one, to a value. */
  @FunctionalInterface
  public interface Formula {
    double of(float[][] map, MosaicCells cells, int cell);
  }

  /** Cells, and so classes, of one mosaic. */
  public int cells() {
    return side * side;
  }

  /**
   * The value of one cell; NaN where a score is not finite.
   *
   * @param map one score a patch, signs kept, [rows][columns] over the whole mosaic
   * @param cells of the mosaic in pixels
   * @param cell whose class is explained, from 0
   * @throws IllegalArgumentException if the mosaic has other cells or no such one
   */
  public double of(float[][] map, MosaicCells cells, int cell) {
    if (cells.side() != side || cell < 0 || cell >= cells()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: cell %d of %d x %d", name(), cell, cells.side(), cells.side()));
    }
    return formula.of(map, cells, cell);
  }
}
