package vitexplain.image.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Pixels;

/** Models with one channel. */
class GreyPreprocessorTest {
  private static final Pixels RED = new Pixels(1, 1, 3, new byte[] {(byte) 255, 0, 0});

  @TempDir Path folder;

  @Test
  void colourBecomesOnePlaneOfItsLuma() {
    Preprocessor grey = Preprocessor.defaults(3, 2, 1);
    float luma = ((float) (76 / 255.0) - 0.5f) / 0.5f; // Pillow's L of pure red is 76
    assertThat(grey.apply(RED)).hasSize(6).containsOnly(luma);
    assertThat(grey.blackValue(0)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0.25]", "0.25"})
  void meanAndSpreadMayBeAListOfOneOrANumber(String value) throws IOException {
    Preprocessor grey = read("{'image_mean': " + value + ", 'image_std': " + value + "}", 1);
    assertThat(grey.channels()).isEqualTo(1);
    assertThat(grey.scaling().mean()).containsExactly(0.25);
    assertThat(grey.scaling().std()).containsExactly(0.25);
  }

  @Test
  void listsForAnotherNumberOfChannelsAreRefused() {
    assertThatThrownBy(() -> read("{'image_mean': [0.5, 0.5, 0.5]}", 1))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("expected one number or a list of one (the model reads grey)");
    assertThatThrownBy(() -> read("{'image_std': [0.5]}", 3))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("expected one number or three (R, G, B)");
  }

  @Test
  void cropOfAGreyImageKeepsOneChannel() throws IOException {
    Preprocessor grey = read("{'size': 4, 'do_center_crop': true, 'crop_size': 2}", 1);
    assertThat(grey.resized(RED)).extracting(Pixels::channels, Pixels::width).containsExactly(1, 2);
    assertThat(grey.outputSize()).contains(new ModelSize.Exact(2, 2));
  }

  private Preprocessor read(String json, int channels) throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    return Preprocessor.read(Files.writeString(file, json.replace('\'', '"')), channels);
  }
}
