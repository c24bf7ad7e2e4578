package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * One method's map of one mosaic, explained for the class of one cell: a line of {@code
 * mosaics.csv}.
 *
 * @param metric a metric's name, which says how many cells the mosaic has
 * @param mosaic its number, from 0
 * @param cell number of the cell whose class is explained, from 0, row by row
 * @param image the image in that cell
 * @param classIndex the class explained, the one that the model predicts for the image
 * @param probability of that class on the image alone, 0 to 1
 * @param method a method's id
 * @param seed the method's seed, 0 if it has none
 * @param value the metric's; NaN where it is undefined
 */
public record MosaicRow(
    String metric,
    int mosaic,
    int cell,
    String image,
    int classIndex,
    double probability,
    String method,
    long seed,
    double value) {

  public static final Schema<MosaicRow> SCHEMA =
      new Schema<>(
          "mosaics.csv",
          Schema.columns("metric,mosaic,cell,image,class_index,probability,method,seed,value"),
          MosaicRow::values,
          MosaicRow::of);

  private List<Object> values() {
    return List.of(metric, mosaic, cell, image, classIndex, probability, method, seed, value);
  }

  private static MosaicRow of(Fields f) {
    return new MosaicRow(
        f.text("metric"),
        f.count("mosaic"),
        f.count("cell"),
        f.text("image"),
        f.count("class_index"),
        f.number("probability"),
        f.text("method"),
        f.whole("seed"),
        f.number("value"));
  }
}
