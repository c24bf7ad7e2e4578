package vitexplain.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our decoder against Pillow's: golden/pixels/decode, made by decode_golden.py. */
class DecodeGoldenTest {

  /** The two JPEG decoders are free to round their cosine transforms differently; seen: 0. */
  private static final int JPEG_TOLERANCE = 0;

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
  void jpegOfEveryColourModelAndOrientationEqualsPillow(Path file) throws IOException {
    byte[] actual = ImageFiles.read(file, 3).data();
    byte[] expected = golden(file, "rgb");
    assertThat(actual).hasSameSizeAs(expected);
    assertThat(largestDifference(actual, expected)).isLessThanOrEqualTo(JPEG_TOLERANCE);
  }

  private static byte[] golden(Path file, String kind) throws IOException {
    return Golden.samples(Path.of(file + "." + kind + ".png"));
  }

  private static int largestDifference(byte[] actual, byte[] expected) {
    int largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs((actual[i] & 0xff) - (expected[i] & 0xff)));
    }
    return largest;
  }
}
