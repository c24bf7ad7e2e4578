package vitexplain.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.image.Golden;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;

class PilResizeTest {

  private static final Pattern NAME =
      Pattern.compile("(?<source>[a-z]+)_(?<filter>[A-Z]+)_(?<width>\\d+)x(?<height>\\d+)\\.png");

  static List<Path> resized() throws IOException {
    return Golden.files("resize", ".png").stream()
        .filter(file -> file.getFileName().toString().contains("_"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("resized")
  void everyFilterEqualsPillowInEveryByte(Path golden) throws IOException {
    Matcher name = NAME.matcher(golden.getFileName().toString());
    assertThat(name.matches()).isTrue();
    int channels = name.group("source").equals("rgb") ? 3 : 1;
    Pixels source =
        ImageFiles.read(Golden.file("resize/" + name.group("source") + ".png"), channels);
    int width = Integer.parseInt(name.group("width"));
    int height = Integer.parseInt(name.group("height"));
    Resample filter = Resample.valueOf(name.group("filter"));
    Pixels actual = PilResize.resize(source, width, height, filter);
    assertThat(actual.data()).isEqualTo(Golden.samples(golden));
  }

  @Test
  void sameSizeIsTheSameImage() {
    Pixels image = new Pixels(2, 1, 1, new byte[] {1, 2});
    assertThat(PilResize.resize(image, 2, 1, Resample.BICUBIC)).isSameAs(image);
  }

  @Test
  void constantImageStaysConstantUnderEveryFilter() {
    byte[] data = new byte[17 * 13];
    Arrays.fill(data, (byte) 201);
    for (Resample filter : Resample.values()) {
      Pixels resized = PilResize.resize(new Pixels(17, 13, 1, data), 9, 31, filter);
      assertThat(resized.data()).as(filter.name()).containsOnly((byte) 201);
    }
  }

  @Test
  void emptyAndAbsurdSizesAreRefused() {
    Pixels image = new Pixels(1, 1, 1, new byte[1]);
    assertThatThrownBy(() -> PilResize.resize(image, 0, 4, Resample.BOX))
        .hasMessage("cannot resize to 0 x 4");
    assertThatThrownBy(() -> PilResize.resize(image, 65536, 65536, Resample.BOX))
        .hasMessage("cannot resize to 65536 x 65536");
  }

  @Test
  void unknownCodeIsRefusedWithTheKnownOnes() {
    assertThat(Resample.ofCode(3)).isEqualTo(Resample.BICUBIC);
    assertThatThrownBy(() -> Resample.ofCode(6))
        .hasMessageContaining("resample code 6 is unknown; expected 0 (nearest), 1 (lanczos)");
  }
}
