package vitexplain.dataset;

import java.util.List;
import java.util.OptionalInt;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * What the mask of one image counts: a line of the file that {@code data --counts} writes.
 *
 * @param image its key
 * @param label as the data set writes it; empty if it has none
 * @param maskClass the object as {@code --mask-class} gives it; empty for black and white masks
 * @param foreground pixels of the object; empty if it has no mask
 * @param ignored pixels that count nowhere; likewise
 * @param pixels all of the picture's
 */
public record CountsRow(
    String image,
    String label,
    String maskClass,
    OptionalInt foreground,
    OptionalInt ignored,
    int pixels) {

  public static final Schema<CountsRow> SCHEMA =
      new Schema<>(
          "counts.csv",
          Schema.columns("image,label,mask_class,foreground_pixels,ignored_pixels,pixels"),
          CountsRow::values,
          CountsRow::of);

  private List<Object> values() {
    return List.of(image, label, maskClass, text(foreground), text(ignored), pixels);
  }

  private static String text(OptionalInt count) {
    return count.isPresent() ? Integer.toString(count.getAsInt()) : "";
  }

  private static CountsRow of(Fields f) {
    return new CountsRow(
        f.text("image"),
        f.text("label"),
        f.text("mask_class"),
        f.optionalCount("foreground_pixels"),
        f.optionalCount("ignored_pixels"),
        f.count("pixels"));
  }
}
