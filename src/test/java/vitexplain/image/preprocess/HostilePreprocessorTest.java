package vitexplain.image.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Pixels;

/** Settings that nobody meant: honoured or refused in a short sentence. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostilePreprocessorTest {
  private static final int LONGEST_MESSAGE = 1_000;
  private static final String LONG = "x".repeat(300_000);

  /** Raw JSON; a quote stands for a double quote. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "0.5",
          "2147483647",
          "2147483648",
          "1e308",
          "1e999",
          "''",
          "'" + LONG + "'",
          "[]",
          "[0, 0]",
          "[10000, 10000]",
          "[1e999, 0, 0]",
          "{}",
          "{'height': 10000, 'width': 10000}",
          "{'height': null, 'width': {}}",
          "{'shortest_edge': 10000}",
          "{'shortest_edge': -1}",
          "{'" + LONG + "': 1}",
          "[".repeat(400) + "]".repeat(400));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "do_resize",
        "size",
        "resample",
        "do_center_crop",
        "crop_size",
        "do_rescale",
        "rescale_factor",
        "do_normalize",
        "image_mean",
        "image_std",
        "default_to_square",
        "image_processor_type",
        "feature_extractor_type",
        "do_convert_rgb",
        "unknown"
      })
  void everyValueOfAKeyIsHonouredOrRefusedInAShortSentence(String key) throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    Pixels image = new Pixels(2, 300, 3, new byte[1800]);
    for (String value : VALUES) {
      String crop = key.equals("crop_size") ? "'do_center_crop': true, " : "";
      String json = "{" + crop + "'" + key + "': " + value + "}";
      Files.writeString(file, json.replace('\'', '"'));
      String message = "";
      try {
        Preprocessor.read(file, 3).apply("a.png", image, new ModelSize.Exact(224, 224));
      } catch (Refusal refusal) {
        message = refusal.getMessage();
      }
      assertThat(message)
          .as(json.substring(0, Math.min(60, json.length())))
          .hasSizeLessThan(LONGEST_MESSAGE);
    }
  }
}
