package vitexplain.report.results;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vitexplain.run.row.ImageRow;

/**
 * What the model said of each image, in words.
 *
 * @param rows by image
 * @param names of the classes that were predicted at least once, by index
 */
public record Predictions(Map<String, ImageRow> rows, Map<Integer, String> names) {

  /** Of the lines of {@code images.csv}. */
  public static Predictions of(List<ImageRow> images) {
    Map<String, ImageRow> rows = new HashMap<>();
    Map<Integer, String> names = new HashMap<>();
    for (ImageRow row : images) {
      rows.put(row.image(), row);
      row.predicted().ifPresent(index -> names.put(index, row.predictedName()));
    }
    return new Predictions(rows, names);
  }

  /**
   * The predicted class with its probability, and whether it is right or which is; empty of an
   * image without a prediction.
   */
  public String text(String image) {
    ImageRow row = rows.get(image);
    if (row == null || row.predicted().isEmpty()) {
      return "";
    }
    String predicted =
        "predicted " + row.predictedName() + " (" + Format.number(row.probability(), 2) + ")";
    if (row.label().isEmpty()) {
      return predicted;
    }
    int label = row.label().getAsInt();
    return label == row.predicted().getAsInt()
        ? predicted + ", which is right"
        : predicted + ", true " + names.getOrDefault(label, "class " + label);
  }
}
