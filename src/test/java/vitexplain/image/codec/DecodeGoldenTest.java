package vitexplain.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.image.Golden;
import vitexplain.image.ImageFiles;

/** Our decoder against Pillow's: golden/pixels/decode, made by decode_golden.py. */
class DecodeGoldenTest {

  static Stream<Path> pngs() throws IOException {
    return Golden.files("decode", ".png").stream()
        .filter(file -> !file.toString().matches(".*\\.(png|jpg)\\.(rgb|grey)\\.png"));
  }

  static List<Path> jpegs() throws IOException {
    return Golden.files("decode", ".jpg");
  }

  @ParameterizedTest
  @MethodSource("pngs")
  void pngOfEveryColourTypeEqualsPillowInEveryByte(Path file) throws IOException {
    assertThat(ImageFiles.read(file, 3).data()).isEqualTo(golden(file, "rgb"));
    assertThat(ImageFiles.read(file, 1).data()).isEqualTo(golden(file, "grey"));
  }

  @ParameterizedTest
  @MethodSource("jpegs")
  void jpegOfEveryColourModelAndOrientationEqualsPillowInEveryByte(Path file) throws IOException {
    // No tolerance: both codecs descend from libjpeg and share its integer transform.
    assertThat(ImageFiles.read(file, 3).data()).isEqualTo(golden(file, "rgb"));
    assertThat(ImageFiles.read(file, 1).data()).isEqualTo(golden(file, "grey"));
  }

  private static byte[] golden(Path file, String kind) throws IOException {
    return Golden.samples(Path.of(file + "." + kind + ".png"));
  }
}
