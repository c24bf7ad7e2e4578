package vitexplain.dataset.layout;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vitexplain.base.Refusal;
import vitexplain.image.mask.ColumnMask;

/** A segmentation of COCO: a list of polygons, or an object with run lengths. */
final class CocoOutline {
  private static final ObjectReader JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build().reader();

  private CocoOutline() {}

  /**
   * The pixels inside.
   *
   * @param width of the picture, in columns
   * @param height of the picture, in rows
   * @param json the value of {@code segmentation}
   * @throws Refusal of the kind INPUT with a predicate, to stand behind the annotation's name
   */
  static ColumnMask read(int width, int height, byte[] json) {
    JsonNode outline;
    try {
      outline = JSON.readTree(json);
    } catch (IOException changed) {
      throw changed(changed);
    }
    if (!outline.isContainerNode()) {
      throw changed(null);
    }
    return outline.isArray()
        ? ofPolygons(width, height, outline)
        : ofRuns(width, height, outline.path("size"), outline.path("counts"));
  }

  private static Refusal changed(Throwable cause) {
    return Refusal.input("the file has changed since it was opened. Start again.", cause);
  }

  private static ColumnMask ofPolygons(int width, int height, JsonNode polygons) {
    if (polygons.isEmpty()) {
      throw Refusal.input("its list of polygons is empty");
    }
    ColumnMask all = ColumnMask.empty(width, height);
    for (JsonNode polygon : polygons) {
      all = all.or(ColumnMask.ofPolygon(width, height, corners(polygon)));
    }
    return all;
  }

  private static double[] corners(JsonNode polygon) {
    if (!polygon.isArray()) {
      throw Refusal.input("a polygon is no list; expected lists of x and y by turns");
    }
    double[] corners = new double[polygon.size()];
    for (int i = 0; i < corners.length; i++) {
      if (!polygon.get(i).isNumber()) {
        throw Refusal.input("a polygon holds what is no number; expected x and y by turns");
      }
      corners[i] = polygon.get(i).doubleValue();
    }
    return corners;
  }

  private static ColumnMask ofRuns(int width, int height, JsonNode size, JsonNode counts) {
    if (size.size() != 2 || !size.get(0).isIntegralNumber() || !size.get(1).isIntegralNumber()) {
      throw Refusal.input("its run lengths have no size; expected \"size\": [height, width]");
    }
    if (size.get(0).longValue() != height || size.get(1).longValue() != width) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "its run lengths are of %s x %s pixels; expected the image's %d x %d",
              size.get(1),
              size.get(0),
              width,
              height));
    }
    if (counts.isTextual()) {
      return ColumnMask.ofText(width, height, counts.textValue());
    }
    if (!counts.isArray()) {
      throw Refusal.input("it has no run lengths; expected \"counts\", a list or a text");
    }
    List<Long> lengths = new ArrayList<>(counts.size());
    for (JsonNode count : counts) {
      if (!count.isIntegralNumber() || !count.canConvertToLong()) {
        throw Refusal.input("a run length is no whole number");
      }
      lengths.add(count.longValue());
    }
    return ColumnMask.ofRuns(width, height, lengths);
  }
}
