package vitexplain.heatmaps;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import vitexplain.base.AtomicFile;

/**
 * Writes NumPy's own array files, version 1.0 (numpy.lib.format): magic, header length, a Python
 * dictionary padded so that the data begin at a multiple of 64 bytes, then little-endian float32.
 */
final class Npy {
  private static final int ALIGNMENT = 64;
  private static final int PREAMBLE = 10;

  private Npy() {}

  /**
   * Writes a matrix.
   *
   * @param matrix [rows][columns], rows of equal length
   */
  static void write(Path file, float[][] matrix) {
    String fields =
        String.format(
            Locale.ROOT,
            "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }",
            matrix.length,
            matrix[0].length);
    int unpadded = PREAMBLE + fields.length() + 1;
    String header = fields + " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(
                PREAMBLE + header.length() + matrix.length * matrix[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (float[] row : matrix) {
      for (float value : row) {
        bytes.putFloat(value);
      }
    }
    AtomicFile.write(file, bytes.array());
  }
}
