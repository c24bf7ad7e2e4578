package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * How far a metric's ranking of the methods depends on the images: a line of {@code
 * reliability.csv}.
 *
 * @param metric a metric's name
 * @param fill as in {@link SampleRow}
 * @param splitHalf Spearman's correlation of the methods' means over two random halves of the
 *     images, mean over the divisions, stepped up to all images (Spearman-Brown); 1 = other images
 *     would rank alike, NaN below 3 methods or 4 images
 * @param ciLow 2.5th percentile of single divisions, stepped up likewise
 * @param ciHigh 97.5th percentile
 * @param nImages images that count
 * @param nMethods methods ranked, controls left out
 */
public record ReliabilityRow(
    String metric,
    String fill,
    double splitHalf,
    double ciLow,
    double ciHigh,
    int nImages,
    int nMethods) {

  public static final Schema<ReliabilityRow> SCHEMA =
      new Schema<>(
          "reliability.csv",
          Schema.columns("metric,fill,split_half,ci_low,ci_high,n_images,n_methods"),
          ReliabilityRow::values,
          ReliabilityRow::of);

  private List<Object> values() {
    return List.of(metric, fill, splitHalf, ciLow, ciHigh, nImages, nMethods);
  }

  private static ReliabilityRow of(Fields f) {
    return new ReliabilityRow(
        f.text("metric"),
        f.text("fill"),
        f.number("split_half"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n_images"),
        f.count("n_methods"));
  }
}
