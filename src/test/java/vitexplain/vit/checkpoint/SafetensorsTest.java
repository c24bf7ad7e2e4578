package vitexplain.vit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

/** Nothing of a header is believed before it is checked against the file. */
class SafetensorsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | is a git-lfs pointer",
        "<!DOCTYPE html><html><head> | is a web page",
        "PK\u0003\u0004\u0000\u0000archive/data.pkl | is a PyTorch file (torch.save)",
        "GGUFsomething | is a GGUF file",
        "{\"error\": \"Repository not found\"} | is text that begins with '{\"error\"",
        "Access to model is restricted. | is text that begins with 'Access to model"
      })
  void anotherKindOfFileUnderThisNameIsToldAsWhatItIs(String content, String kind)
      throws IOException {
    Path file = folder.resolve("model.safetensors");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("'" + file + "' ")
        .hasMessageContaining(kind);
  }

  @Test
  void emptyFileIsToldAsSuch() throws IOException {
    Path file = Files.createFile(folder.resolve("model.safetensors"));
    assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("is empty (0 bytes)");
  }

  @Test
  void headerBeyondTheBoundIsNotParsed() throws IOException {
    Path file = folder.resolve("model.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(10 << 20).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(9 << 20);
    Files.write(file, bytes.array());
    assertThatThrownBy(() -> Safetensors.open(file))
        .hasMessageContaining("header length 9437184; expected at most 8388608 bytes");
  }

  @Test
  void longNamesAndEntriesAreCutInMessages() throws IOException {
    String name = "x".repeat(1_000_000);
    Path file = write("{'" + name + "': {'dtype': '" + name + "'}}", floats(1, 2));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(Refusal.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(700));
  }

  @Test
  void tensorsAreReadByNameInAnyOrderOfTheHeader() throws IOException {
    Path file =
        write(
            "{'__metadata__': {'format': 'pt'},"
                + " 'b': {'dtype': 'F32', 'shape': [2], 'data_offsets': [4, 12]},"
                + " 'a': {'dtype': 'F32', 'shape': [], 'data_offsets': [0, 4]}}",
            floats(1, 2, 3));
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.names()).containsExactly("b", "a");
      assertThat(read.floats("a")).containsExactly(1);
      assertThat(read.floats("b")).containsExactly(2, 3);
      assertThatThrownBy(() -> read.floats("c"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("has no tensor 'c'");
    }
  }

  /** 640 is 0x280, and a file of torch.save may begin with the bytes 80 02. */
  @Test
  void headerLengthThatBeginsLikeAnotherFormatIsALength() throws IOException {
    String header = "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}}";
    Path file = write(header + " ".repeat(640 - header.length()), floats(1, 2));
    assertThat(Files.readAllBytes(file)).startsWith(0x80, 0x02);
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.floats("a")).containsExactly(1, 2);
    }
  }

  /** Checkpoints of CLIP have them; other whole numbers are no weights. */
  @Test
  void indicesOfPositionsMayBeWholeNumbers() throws IOException {
    Path file =
        write(
            "{'text_model.embeddings.position_ids':"
                + " {'dtype': 'I64', 'shape': [1, 1], 'data_offsets': [0, 8]}}",
            new byte[] {3, 0, 0, 0, 0, 0, 0, 0});
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.doubles("text_model.embeddings.position_ids")).containsExactly(3);
    }
  }

  /** A quote stands for a double quote; the data are 8 bytes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}, 'b': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}"
            + "| tensor 'b' begins at byte 4, the one before it ends at 8: they overlap",
        "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}"
            + "| tensor 'a' begins at byte 4, the one before it ends at 0: there is a gap",
        "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}"
            + "| the tensors end at byte 4 of 8 bytes of data",
        "{'a': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 12]}}"
            + "| tensor 'a' ends at byte 12 of 8 bytes of data. The file is cut short.",
        "{'a': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 8]}}"
            + "| tensor 'a' of shape [3] in F32 does not fit its bytes 0 to 8",
        "{'a': {'dtype': 'F32', 'shape': [4294967296, 4294967296], 'data_offsets': [0, 8]}}"
            + "| does not fit its bytes 0 to 8",
        "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 0]}}"
            + "| does not fit its bytes 8 to 0",
        "{'a': {'dtype': 'I64', 'shape': [1], 'data_offsets': [0, 8]}}"
            + "| tensor 'a' has dtype 'I64'; expected one of [F64, F32, F16, BF16]",
        "{'a': {'dtype': 'F32', 'shape': [2]}}| entry for tensor 'a' is malformed",
        "{'a': {'dtype': 'F32', 'shape': [-2], 'data_offsets': [0, 8]}}| 'a' is malformed",
        "{'a': {'dtype': 'F32', 'shape': [2.0], 'data_offsets': [0, 8]}}| 'a' is malformed",
        "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 1e30]}}| 'a' is malformed",
        "{'a': 1}| entry for tensor 'a' is malformed: 1",
        "{'a': 1, 'a': 2}| the header is no valid JSON: Duplicate field 'a'",
        "[1]| the header is no JSON object",
        "{'a'| the header is no valid JSON"
      })
  void malformedHeaderIsRefusedByNameOfTheTensor(String header, String reason) throws IOException {
    Path file = write(header, floats(1, 2));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("'" + file + "': ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 15, 1_000_000, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void headerLengthThatCannotBeIsRefusedBeforeAnythingIsAllocated(long length) throws IOException {
    byte[] bytes = new byte[16];
    littleEndian(bytes).putLong(length).put("{}".getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("model.safetensors"), bytes);
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "header length " + Long.toUnsignedString(length) + ", but the file has 16 bytes");
  }

  @Test
  void fileTooShortForAHeaderIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("model.safetensors"), new byte[7]);
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has 7 bytes; a safetensors file begins with 8 bytes");
  }

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("none.safetensors");
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("none.safetensors' cannot be read");
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[Long.BYTES + json.length + data.length];
    littleEndian(bytes).putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("model.safetensors"), bytes);
  }

  private static byte[] floats(float... values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
