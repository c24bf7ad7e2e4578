package vitexplain.image.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;

class MaskTest {

  @TempDir Path folder;

  @Test
  void whiteIsForeground() {
    Mask mask = Mask.read(mask(0, 255, 255, 0, 0, 0));
    assertThat(mask.foreground()).containsExactly(false, true, true, false, false, false);
    assertThat(mask.rows())
        .isDeepEqualTo(new boolean[][] {{false, true, true}, {false, false, false}});
    assertThat(mask.foregroundShare()).isEqualTo(2 / 6.0);
  }

  @Test
  void allBackgroundAndAllForegroundAreMasks() {
    assertThat(Mask.read(mask(0, 0, 0, 0, 0, 0)).foregroundShare()).isZero();
    assertThat(Mask.read(mask(255, 255, 255, 255, 255, 255)).foregroundShare()).isEqualTo(1);
  }

  @Test
  void greyLevelsAreRefusedWithTheirNumberAndValues() {
    assertThatThrownBy(() -> Mask.read(mask(0, 255, 3, 128, 3, 0)))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("mask 'dog.png': 4 distinct grey values 0, 3, 128, 255; expected 0")
        .hasMessageContaining("Threshold it")
        .hasMessageContaining("--mask-class");
    assertThatThrownBy(() -> Mask.read(mask(7, 7, 7, 7, 7, 7)))
        .hasMessageContaining("1 distinct grey values 7;");
  }

  @Test
  void zeroAndOneAreBackgroundAndObject() {
    assertThat(Mask.read(mask(0, 1, 1, 0, 0, 0)).foreground())
        .containsExactly(false, true, true, false, false, false);
  }

  @Test
  void oneBitAndPaletteMasksOfBlackAndWhiteAreAccepted() throws IOException {
    byte[] levels = {0, (byte) 255};
    IndexColorModel palette = new IndexColorModel(8, 2, levels, levels, levels);
    for (BufferedImage image :
        new BufferedImage[] {
          new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_BINARY),
          new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, palette),
          new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB)
        }) {
      image.setRGB(2, 1, 0xffffffff);
      Path file = folder.resolve("dog.png");
      ImageIO.write(image, "png", file.toFile());
      assertThat(Mask.read(file).foreground())
          .containsExactly(false, false, false, false, false, true);
    }
  }

  @Test
  void undecodableMaskIsCalledAMask() throws IOException {
    Path file = Files.writeString(folder.resolve("dog.png"), "no mask");
    assertThatThrownBy(() -> Mask.read(file))
        .hasMessageStartingWith("mask 'dog.png': 0 of 7 bytes");
  }

  @Test
  void maskOfAnotherSizeIsRefusedWithBothSizes() {
    Mask mask = new Mask(100, 80, new boolean[8000]);
    assertThatThrownBy(() -> mask.requireSize("dog.png", 120, 80, "dog.jpg"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "mask 'dog.png' is 100 x 80, its image 'dog.jpg' is 120 x 80."
                + " Export the mask at the image's size.");
    assertThat(mask.requireSize("dog.png", 100, 80, "dog.jpg")).isSameAs(mask);
  }

  @Test
  void resizedHalfPlaneStaysAHalfPlane() {
    boolean[] left = new boolean[32 * 32];
    for (int i = 0; i < left.length; i++) {
      left[i] = i % 32 < 16;
    }
    Mask small = new Mask(32, 32, left).resized(4, 2);
    assertThat(small.foreground())
        .containsExactly(true, true, false, false, true, true, false, false);
  }

  @Test
  void wrongNumberOfValuesIsRefused() {
    assertThatThrownBy(() -> new Mask(3, 2, new boolean[5]))
        .hasMessage("5 values for a mask of 3 x 2");
  }

  private Path mask(int... values) {
    byte[] data = new byte[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) values[i];
    }
    Path file = folder.resolve("dog.png");
    ImageFiles.writePng(file, new Pixels(3, 2, 1, data));
    return file;
  }
}
