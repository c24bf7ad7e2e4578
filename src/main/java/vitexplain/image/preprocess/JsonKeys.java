package vitexplain.image.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * Typed reading of a settings object; a value of another kind is an {@link Refusal} that shows the
 * key, the value and what was expected.
 *
 * @param json an object
 */
record JsonKeys(JsonNode json) {

  /** No model reads larger pictures, and arrays of this size can still be made. */
  static final int LARGEST_EDGE = 10_000;

  /** Whether a key is there with a value other than null. */
  boolean given(String key) {
    return json.hasNonNull(key);
  }

  /** True or false; null is false, as in transformers, and only an absent key has its default. */
  boolean flag(String key, boolean fallback) {
    if (!json.has(key)) {
      return fallback;
    }
    if (json.get(key).isNull()) {
      return false;
    }
    if (!json.get(key).isBoolean()) {
      throw problem(found(key, json.get(key)) + "expected true or false");
    }
    return json.get(key).booleanValue();
  }

  /** A finite number other than 0. */
  double number(String key, double fallback) {
    if (!json.has(key)) {
      return fallback;
    }
    JsonNode value = json.get(key);
    if (!value.isNumber() || value.doubleValue() == 0 || !Double.isFinite(value.doubleValue())) {
      throw problem(found(key, value) + "expected a number other than 0");
    }
    return value.doubleValue();
  }

  /**
   * A list with a value for each channel, or one number for all.
   *
   * @param channels 1 (grey) or 3 (R, G, B)
   * @param fallback of red, green and blue, where the key is absent
   */
  double[] perChannel(String key, int channels, List<Double> fallback) {
    double[] values = new double[channels];
    for (int c = 0; c < channels; c++) {
      values[c] = fallback.get(c);
    }
    if (!json.has(key) && channels == 1 && fallback.stream().distinct().count() > 1) {
      throw problem("'" + key + "' is missing and the model reads grey; state it");
    }
    if (json.has(key)) {
      JsonNode given = json.get(key);
      boolean listed = given.isArray() && given.size() == channels;
      for (int c = 0; c < values.length; c++) {
        JsonNode value = listed ? given.get(c) : given;
        if (!value.isNumber() || !Float.isFinite(value.floatValue())) {
          throw problem(
              found(key, given)
                  + "expected one number or "
                  + (channels == 1 ? "a list of one (the model reads grey)" : "three (R, G, B)"));
        }
        values[c] = value.doubleValue();
      }
    }
    return values;
  }

  /** A square edge, {"height", "width"} or [height, width], in pixels, at least 1. */
  ModelSize.Exact exact(String key, JsonNode size) {
    if (size != null && size.isObject() && size.size() == 2) {
      return new ModelSize.Exact(
          positive(key, size.path("width")), positive(key, size.path("height")));
    }
    if (size != null && size.isArray() && size.size() == 2) {
      return new ModelSize.Exact(positive(key, size.get(1)), positive(key, size.get(0)));
    }
    if (size == null || !size.isNumber()) {
      throw problem(found(key, size) + "expected a whole number or {\"height\", \"width\"}");
    }
    int edge = positive(key, size);
    return new ModelSize.Exact(edge, edge);
  }

  /** A whole number from 1 to {@value #LARGEST_EDGE}; the key is for the message. */
  int positive(String key, JsonNode value) {
    int number = wholeNumber(key, value);
    if (number < 1 || number > LARGEST_EDGE) {
      throw problem(found(key, number) + "expected 1 to " + LARGEST_EDGE + " pixels");
    }
    return number;
  }

  /** A whole number; the key is for the message. */
  int wholeNumber(String key, JsonNode value) {
    if (!value.isInt()) {
      throw problem(found(key, json.get(key)) + "expected a whole number");
    }
    return value.intValue();
  }

  /** One of these words; the first where the key is absent or null. */
  String requireWord(String key, List<String> words) {
    if (!given(key)) {
      return words.get(0);
    }
    String word = json.get(key).asText();
    if (!words.contains(word)) {
      throw problem(found(key, json.get(key)) + "expected one of " + words);
    }
    return word;
  }

  /** A brightness, 0 to 255. */
  int level(String key) {
    int level = wholeNumber(key, json.get(key));
    if (level < 0 || level > 255) {
      throw problem(found(key, level) + "expected 0 to 255");
    }
    return level;
  }

  /** A key that is switched off, by false or null, is no step; any other unknown one is refused. */
  static void refuseUnknown(
      Map.Entry<String, JsonNode> entry, Set<String> honoured, Set<String> withoutEffect) {
    JsonNode value = entry.getValue();
    boolean off = value.isNull() || (value.isBoolean() && !value.booleanValue());
    if (!off && !honoured.contains(entry.getKey()) && !withoutEffect.contains(entry.getKey())) {
      throw problem(
          String.format(
              Locale.ROOT,
              "'%s': %s is a step that is not implemented here",
              Excerpt.of(entry.getKey()),
              Excerpt.of(value)));
    }
  }

  private static String found(String key, Object value) {
    return "'" + key + "': " + Excerpt.of(value) + "; ";
  }

  static Refusal problem(String text) {
    return Refusal.request(text);
  }
}
