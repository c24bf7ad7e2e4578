package vitexplain.run.row;

import java.util.List;
import java.util.OptionalInt;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * One image of the evaluation: a line of {@code images.csv}. The hashes are of the files that every
 * number of this image comes from.
 *
 * @param image the image's name
 * @param sha256 hash of the file's bytes; empty if it could not be read
 * @param maskSha256 likewise of its mask; empty if it has none
 * @param width in pixels; 0 if it could not be decoded
 * @param height in pixels; likewise
 * @param label index of its true class; empty if it has no label
 * @param predicted index of the predicted class; empty if the model was not asked
 * @param predictedName that class's name
 * @param probability its probability, 0 to 1; NaN if the model was not asked
 * @param degenerate methods whose map of the predicted class has no minimum and maximum to scale
 *     by, each with its cause, as in {@code grad-rollout constant; token-gradcam zero everywhere}
 */
public record ImageRow(
    String image,
    String sha256,
    String maskSha256,
    int width,
    int height,
    OptionalInt label,
    OptionalInt predicted,
    String predictedName,
    double probability,
    String degenerate) {

  public static final Schema<ImageRow> SCHEMA =
      new Schema<>(
          "images.csv",
          Schema.columns(
              "image,sha256,mask_sha256,width,height,label,predicted,predicted_name,probability,degenerate"),
          ImageRow::values,
          ImageRow::of);

  /** An image before the model was asked. */
  public static ImageRow of(
      String image, String sha256, String maskSha256, int width, int height, OptionalInt label) {
    return new ImageRow(
        image, sha256, maskSha256, width, height, label, OptionalInt.empty(), "", Double.NaN, "");
  }

  /** The same with another true class. */
  public ImageRow labelled(OptionalInt trueClass) {
    return new ImageRow(
        image,
        sha256,
        maskSha256,
        width,
        height,
        trueClass,
        predicted,
        predictedName,
        probability,
        degenerate);
  }

  /** The same with the model's answer, and with what is wrong with maps of it. */
  public ImageRow answered(int index, String name, double share, String degenerateMaps) {
    return new ImageRow(
        image,
        sha256,
        maskSha256,
        width,
        height,
        label,
        OptionalInt.of(index),
        name,
        share,
        degenerateMaps);
  }

  private List<Object> values() {
    return List.of(
        image,
        sha256,
        maskSha256,
        width,
        height,
        text(label),
        text(predicted),
        predictedName,
        probability,
        degenerate);
  }

  private static String text(OptionalInt index) {
    return index.isPresent() ? Integer.toString(index.getAsInt()) : "";
  }

  private static ImageRow of(Fields f) {
    return new ImageRow(
        f.text("image"),
        f.text("sha256"),
        f.text("mask_sha256"),
        f.count("width"),
        f.count("height"),
        f.optionalCount("label"),
        f.optionalCount("predicted"),
        f.text("predicted_name"),
        f.number("probability"),
        f.text("degenerate"));
  }
}
