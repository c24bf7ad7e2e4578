package vitexplain.vit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

  @Test
  void whatIsWrittenIsReadBackBitForBit(@TempDir Path directory) throws IOException {
    float[] odd = {-0.0f, Float.MIN_VALUE, 1 / 3f, Float.MAX_VALUE, -7, 1e-20f};
    Path file = directory.resolve("two.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      tensors.put("second.weight", manager.create(odd, new Shape(2, 3)));
      tensors.put("first.bias", manager.create(new float[] {4}));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      SafetensorsWriter.write(tensors, bytes);
      Files.write(file, bytes.toByteArray());
    }

    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.names()).containsExactly("second.weight", "first.bias");
      assertThat(read.entry("second.weight").shape()).containsExactly(2, 3);
      assertThat(read.floats("second.weight")).containsExactly(odd);
      assertThat(read.floats("first.bias")).containsExactly(4);
    }
  }

  @Test
  void dataBeginAtAMultipleOfEightBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NDManager manager = NDManager.newBaseManager()) {
      SafetensorsWriter.write(Map.of("odd-name", manager.create(new float[] {1})), bytes);
    }

    long header = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(bytes.size()).isEqualTo((int) (8 + header + Float.BYTES));
  }

  @Test
  void doublesAreRefusedByName() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = Map.of("a.weight", manager.create(new double[] {1}));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SafetensorsWriter.write(tensors, new ByteArrayOutputStream()))
          .withMessage("tensor 'a.weight' is float64; only FLOAT32 is written");
    }
  }
}
