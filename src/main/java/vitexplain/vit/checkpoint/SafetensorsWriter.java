package vitexplain.vit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;

/**
 * Writes float32 tensors as safetensors: 8 bytes header length (little endian), a JSON header
 * padded with spaces to a multiple of 8 bytes, then the data without gaps.
 *
 * <p>Format: huggingface.co/docs/safetensors, section "Format".
 */
final class SafetensorsWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes a whole file.
   *
   * @param tensors by name, in the order in which they are written; they stay with their owner
   * @param out stays open
   * @throws IllegalArgumentException when a tensor is not float32
   */
  static void write(Map<String, NDArray> tensors, OutputStream out) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(JSON.writeValueAsBytes(header(tensors)));
    while (header.size() % ALIGNMENT != 0) {
      header.write(' ');
    }
    byte[] length = new byte[Long.BYTES];
    littleEndian(length).putLong(header.size());
    out.write(length);
    header.writeTo(out);
    for (NDArray tensor : tensors.values()) {
      float[] values = tensor.toFloatArray();
      byte[] bytes = new byte[values.length * Float.BYTES];
      littleEndian(bytes).asFloatBuffer().put(values);
      out.write(bytes);
    }
  }

  private static ObjectNode header(Map<String, NDArray> tensors) {
    ObjectNode header = JSON.createObjectNode();
    // The hub's loaders look for this entry.
    header.putObject("__metadata__").put("format", "pt");
    long offset = 0;
    for (Map.Entry<String, NDArray> entry : tensors.entrySet()) {
      NDArray tensor = entry.getValue();
      if (tensor.getDataType() != DataType.FLOAT32) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "tensor '%s' is %s; only FLOAT32 is written",
                entry.getKey(),
                tensor.getDataType()));
      }
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", "F32");
      node.set("shape", JSON.valueToTree(tensor.getShape().getShape()));
      long end = offset + tensor.size() * Float.BYTES;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    return header;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
