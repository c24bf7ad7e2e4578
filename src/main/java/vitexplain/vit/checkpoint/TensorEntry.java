package vitexplain.vit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * One tensor in a safetensors header.
 *
 * @param name the tensor's name
 * @param dtype how its values are kept
 * @param shape its axes
 * @param begin first byte, from the start of the data
 * @param end one past its last byte
 */
record TensorEntry(String name, StoredType dtype, long[] shape, long begin, long end) {

  /**
   * @throws Refusal if the entry is malformed or its bytes do not fit its shape
   */
  static TensorEntry parse(Path file, String name, JsonNode node) {
    JsonNode shape = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    boolean wellFormed =
        shape.isArray()
            && offsets.isArray()
            && offsets.size() == 2
            && allWhole(shape)
            && allWhole(offsets);
    if (!wellFormed) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s': the header's entry for tensor '%s' is malformed: %s",
              file,
              Excerpt.of(name),
              Excerpt.of(node)));
    }
    TensorEntry entry =
        new TensorEntry(
            name,
            StoredType.named(file, name, node.path("dtype").asText()),
            toLongs(shape),
            offsets.get(0).longValue(),
            offsets.get(1).longValue());
    entry.requireBytesFitShape(file);
    return entry;
  }

  private static boolean allWhole(JsonNode array) {
    for (JsonNode value : array) {
      if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
        return false;
      }
    }
    return true;
  }

  private static long[] toLongs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).longValue();
    }
    return values;
  }

  private void requireBytesFitShape(Path file) {
    long bytes = dtype.bytes();
    try {
      for (long axis : shape) {
        bytes = Math.multiplyExact(bytes, axis);
      }
    } catch (ArithmeticException overflow) {
      bytes = -1;
    }
    if (bytes != end - begin || bytes > Integer.MAX_VALUE) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s': tensor '%s' of shape %s in %s does not fit its bytes %d to %d",
              file,
              Excerpt.of(name),
              Excerpt.of(Arrays.toString(shape)),
              dtype,
              begin,
              end));
    }
  }

  /** Values in it. */
  int size() {
    return Math.toIntExact((end - begin) / dtype.bytes());
  }
}
