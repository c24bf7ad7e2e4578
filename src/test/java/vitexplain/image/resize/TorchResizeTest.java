package vitexplain.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.image.Golden;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;

class TorchResizeTest {

  private static final Pattern NAME =
      Pattern.compile("(?<filter>[A-Z]+)_(?<width>\\d+)x(?<height>\\d+)\\..*");

  static List<Path> bytes() throws IOException {
    return Golden.files("torch_resize", ".png");
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void everyFilterEqualsTorchvisionInEveryByte(Path golden) throws IOException {
    Matcher name = matched(golden);
    assertThat(TorchResize.resize(source(), width(name), height(name), filter(name)).data())
        .isEqualTo(Golden.samples(golden));
  }

  static List<Path> floats() throws IOException {
    return Golden.files("torch_resize", ".f32");
  }

  @ParameterizedTest
  @MethodSource("floats")
  void floatsEqualTorchvisionInEveryBit(Path golden) throws IOException {
    Matcher name = matched(golden);
    Pixels source = source();
    int area = source.width() * source.height();
    float[] planes = new float[3 * area];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (source.data()[i % area * 3 + i / area] & 0xff) * (float) (1 / 255.0);
    }
    assertThat(
            TorchResize.resize(
                planes, source.width(), source.height(), width(name), height(name), filter(name)))
        .containsExactly(Golden.floats("torch_resize/" + golden.getFileName()));
  }

  private static Matcher matched(Path golden) {
    Matcher name = NAME.matcher(golden.getFileName().toString());
    assertThat(name.matches()).isTrue();
    return name;
  }

  private static Pixels source() {
    return ImageFiles.read(Golden.file("resize/rgb.png"), 3);
  }

  private static int width(Matcher name) {
    return Integer.parseInt(name.group("width"));
  }

  private static int height(Matcher name) {
    return Integer.parseInt(name.group("height"));
  }

  private static Resample filter(Matcher name) {
    return Resample.valueOf(name.group("filter"));
  }

  @Test
  void sameSizeIsTheSameImage() {
    Pixels image = new Pixels(2, 1, 1, new byte[] {1, 2});
    assertThat(TorchResize.resize(image, 2, 1, Resample.BICUBIC)).isSameAs(image);
  }

  @Test
  void filtersThatTorchvisionLacksAreRefused() {
    Pixels image = new Pixels(1, 1, 1, new byte[1]);
    assertThatThrownBy(() -> TorchResize.resize(image, 2, 2, Resample.BOX))
        .hasMessage("torchvision does not resize with BOX");
    assertThat(TorchResize.has(Resample.HAMMING)).isFalse();
    assertThatThrownBy(() -> TorchResize.resize(new float[1], 1, 1, 2, 2, Resample.LANCZOS))
        .hasMessage("float32 values are not resized with LANCZOS");
  }
}
