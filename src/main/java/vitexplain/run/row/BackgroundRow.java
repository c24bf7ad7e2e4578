package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * The model's answer to one image whose object or background was taken away: a line of {@code
 * backgrounds.csv}.
 *
 * @param image the image's name
 * @param shown {@link #WHOLE}, {@link #KEPT} or {@link #REMOVED}
 * @param fill what stands where an object was, {@code blur} or {@code road}; empty for the whole
 *     image
 * @param background the image that the background is of
 * @param target {@link SampleRow#LABEL} where the image has a label, else {@link
 *     SampleRow#PREDICTED}: which class is asked for
 * @param classIndex that class
 * @param probability of that class, 0 to 1
 * @param top whether it is the one with the highest probability
 */
public record BackgroundRow(
    String image,
    String shown,
    String fill,
    String background,
    String target,
    int classIndex,
    double probability,
    boolean top) {

  /** The image as it is. */
  public static final String WHOLE = "whole";

  /** Its object before another image's background. */
  public static final String KEPT = "object kept";

  /** Its background, the object's place filled from it. */
  public static final String REMOVED = "object removed";

  public static final Schema<BackgroundRow> SCHEMA =
      new Schema<>(
          "backgrounds.csv",
          Schema.columns("image,shown,fill,background,target,class_index,probability,top"),
          BackgroundRow::values,
          BackgroundRow::of);

  private List<Object> values() {
    return List.of(image, shown, fill, background, target, classIndex, probability, top);
  }

  private static BackgroundRow of(Fields f) {
    return new BackgroundRow(
        f.text("image"),
        f.text("shown"),
        f.text("fill"),
        f.text("background"),
        f.text("target"),
        f.count("class_index"),
        f.number("probability"),
        f.flag("top"));
  }
}
