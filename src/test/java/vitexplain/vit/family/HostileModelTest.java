package vitexplain.vit.family;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.base.Refusal;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.TemporaryModel;
import vitexplain.vit.checkpoint.WeightFiles;

/** Files that nobody meant: read or refused in a short sentence, in bounded time and memory. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileModelTest {
  private static final int LONGEST_MESSAGE = 1_000;
  private static final int MUTANTS = 150;
  private static final String LONG = "x".repeat(300_000);

  /** Raw JSON; a quote stands for a double quote. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "0.5",
          "2147483647",
          "2147483648",
          "1e308",
          "1e999",
          "-1e999",
          "9".repeat(900),
          "''",
          "'" + LONG + "'",
          "'\\u001b[2J\\u0000'",
          "[]",
          "[0, 0]",
          "[-1, 8]",
          "[2147483647, 2147483647]",
          "['a', 'b']",
          "{}",
          "{'0': null}",
          "{'0': '" + LONG + "'}",
          "{'" + LONG + "': 1}",
          "[".repeat(400) + "]".repeat(400));

  @TempDir Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    TemporaryModel.write(folder, TestModels.TINY, 1);
  }

  static Stream<String> keys() {
    return Stream.of(
            ConfigKeys.HONOURED.stream(),
            ConfigKeys.OFF_ONLY.stream(),
            TimmKeys.GROUPS.stream(),
            Stream.of("global_pool", "act_layer", "depth", "mlp_ratio", "init_values", "unknown"))
        .flatMap(keys -> keys)
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyValueOfAConfigsKeyIsReadOrRefusedInAShortSentence(String key) throws IOException {
    Path file = folder.resolve("config.json");
    for (String value : VALUES) {
      String json = "{'image_size': 8, 'patch_size': 8, '" + key + "': " + value + "}";
      String single = json.replaceFirst("'(image|patch)_size': 8, (?=.*'\\1_size')", "");
      Files.writeString(file, single.replace('\'', '"'));
      String message = opened();
      assertThat(message)
          .as(key + ": " + value.substring(0, Math.min(20, value.length())))
          .hasSizeLessThan(LONGEST_MESSAGE)
          .doesNotContain("\u001b", "\u0000");
    }
  }

  @Test
  void mutatedHeadersAndConfigsAreReadOrRefused() throws IOException {
    for (String name : new String[] {"config.json", WeightFiles.SINGLE}) {
      Path file = folder.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      int head = Math.min(whole.length, 4_000);
      Random random = new Random(7);
      for (int i = 0; i < MUTANTS; i++) {
        byte[] mutant = whole.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
          mutant[random.nextInt(head)] = (byte) random.nextInt(256);
        }
        Files.write(file, mutant);
        assertThat(opened()).hasSizeLessThan(LONGEST_MESSAGE);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void manyTensorsOfLongNamesAreRefusedInTime() throws IOException {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < 8_000; i++) {
      header.append(i == 0 ? "" : ", ").append("\"encoder.layer.").append("y".repeat(200));
      header.append(i).append("\": {\"dtype\": \"F32\", \"shape\": [0], \"data_offsets\": [0, 0]}");
    }
    byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[Long.BYTES + json.length];
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    Files.write(folder.resolve(WeightFiles.SINGLE), file);
    assertThat(opened()).contains("is missing").hasSizeLessThan(LONGEST_MESSAGE);
  }

  /** Why it was refused; empty if it was not. */
  private String opened() {
    ModelDirectory model = new ModelDirectory("m", folder);
    try (Vit opened = model.open(Device.cpu(), DataType.FLOAT32, 0)) {
      return "";
    } catch (Refusal refusal) {
      return refusal.getMessage();
    }
  }
}
