package vitexplain.image.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;

/** Masks that are no black and white pictures: ids, 16-bit numbers, shapes in alpha channels. */
class IdMaskTest {

  private static final boolean[] MIDDLE = {false, true, true, false};

  @TempDir Path folder;

  @Test
  void sixteenBitMasksOfEitherWhiteAreBlackAndWhite() throws IOException {
    for (int white : new int[] {1, 255, 65535}) {
      assertThat(Mask.read(grey16(0, white, white, 0)).foreground())
          .as("%d", white)
          .isEqualTo(MIDDLE);
    }
    assertThatThrownBy(() -> Mask.read(grey16(0, 256, 512, 0)))
        .hasMessageContaining(
            "3 distinct grey values 0, 256, 512; expected 0 (background) and 65535");
  }

  @Test
  void paletteOfIdsIsRefusedWithItsIdsWhereNoneIsChosen() throws IOException {
    assertThatThrownBy(() -> Mask.read(palette(0, 1, 1, 0)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("a palette of ids: 0, 1;")
        .hasMessageContaining("--mask-class")
        .hasMessageContaining("do not threshold");
    assertThatThrownBy(() -> Mask.read(palette(0, 15, 255, 0)))
        .hasMessageContaining("0, 15, 255 (255 marks ignored pixels)");
  }

  @Test
  void anyTakesEveryIdButBackgroundAndIgnored() throws IOException {
    for (Path file : new Path[] {palette(0, 1, 15, 255), grey8(0, 1, 15, 255)}) {
      Mask mask = Mask.read(file, MaskClass.ANY);
      assertThat(mask.foreground()).containsExactly(false, true, true, false);
      assertThat(mask.ignored()).isEqualTo(bits(3));
      assertThat(mask.foregroundShare()).isEqualTo(2 / 3.0);
    }
  }

  @Test
  void shapeInAnAlphaChannelIsNotTakenForIds() throws IOException {
    assertThatThrownBy(() -> Mask.read(argb(0, 0xff000000, 0xff000000, 0), MaskClass.ANY))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("its alpha channel holds another shape than its ids");
    assertThatThrownBy(() -> Mask.read(argb(0xff000000, 0x00010101, 0xff010101, 0), MaskClass.ANY))
        .hasMessageContaining("its alpha channel holds another shape than its ids");
    assertThat(Mask.read(argb(0, 0xff010101, 0xff020202, 0), MaskClass.ANY).foreground())
        .isEqualTo(MIDDLE);
  }

  @Test
  void paletteOfOneColourForSeveralIndicesIsAMapOfIds() throws IOException {
    byte[] black = new byte[3];
    IndexColorModel palette = new IndexColorModel(8, 3, black, black, black);
    Path file =
        write(
            new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_INDEXED, palette),
            new int[] {0, 1, 1, 0});
    assertThatThrownBy(() -> Mask.read(file)).hasMessageContaining("a palette of ids: 0, 1;");
    assertThat(Mask.read(file, MaskClass.ANY).foreground()).isEqualTo(MIDDLE);
  }

  @Test
  void oneIdLeavesTheOthersToTheBackground() throws IOException {
    Mask mask = Mask.read(palette(0, 1, 15, 255), MaskClass.parse("15"));
    assertThat(mask.foreground()).containsExactly(false, false, true, false);
    assertThat(mask.countedForeground()).containsExactly(false, false, true);
    assertThat(mask.counted(new float[] {1, 2, 3, 4})).containsExactly(1, 2, 3);
  }

  @Test
  void idsBeyond255AreKept() throws IOException {
    Mask mask = Mask.read(grey16(0, 24001, 24002, 255), MaskClass.parse("24001"));
    assertThat(mask.foreground()).containsExactly(false, true, false, false);
    assertThat(mask.ignored()).isEqualTo(bits(3));
  }

  @Test
  void labelIsTheIdOfTheImagesClass() {
    assertThat(MaskClass.LABEL.ofLabel("dog.jpg", OptionalInt.of(15))).isEqualTo(MaskClass.of(15));
    assertThat(MaskClass.ANY.ofLabel("dog.jpg", OptionalInt.empty())).isEqualTo(MaskClass.ANY);
    assertThatThrownBy(() -> MaskClass.LABEL.ofLabel("dog.jpg", OptionalInt.empty()))
        .hasMessageContaining("image 'dog.jpg' has no label");
    assertThatThrownBy(() -> MaskClass.LABEL.ofLabel("dog.jpg", OptionalInt.of(0)))
        .hasMessageContaining("marks the background");
  }

  /** The ids of VOC's development kit: alphabetical from 1. */
  @Test
  void namesOfPascalVocStandForTheirIds() {
    assertThat(MaskClass.parse("aeroplane")).isEqualTo(MaskClass.of(1));
    assertThat(MaskClass.parse("Person")).isEqualTo(MaskClass.of(15));
    assertThat(MaskClass.parse("tvmonitor")).isEqualTo(MaskClass.of(20));
    assertThat(VocClasses.NAMES).isSorted().hasSize(20);
  }

  @Test
  void idsThatCannotBeChosenAreNamed() throws IOException {
    assertThatThrownBy(() -> Mask.read(palette(0, 1, 1, 0), MaskClass.parse("7")))
        .hasMessageContaining("its ids are 0, 1; --mask-class 7 is none of them");
    assertThatThrownBy(() -> Mask.read(grey8(0, 255, 255, 0), MaskClass.ANY))
        .hasMessageContaining("there is no object")
        .hasMessageContaining("leave --mask-class out");
    for (String wrong : new String[] {"0", "255", "65536", "-1", "dogs", "", "1.5", "Any"}) {
      assertThatThrownBy(() -> MaskClass.parse(wrong))
          .as(wrong)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("a number from 1 to 65535");
    }
  }

  @Test
  void shapeInTheAlphaChannelIsTheObject() throws IOException {
    for (int colour : new int[] {0xffffff, 0x000000, 0xff0000}) {
      int opaque = 0xff000000 | colour;
      assertThat(Mask.read(argb(colour, opaque, opaque, colour)).foreground())
          .as("%06x", colour)
          .isEqualTo(MIDDLE);
      assertThat(Mask.read(argb(0x00000000, opaque, opaque, 0x00000000)).foreground())
          .as("%06x on nothing", colour)
          .isEqualTo(MIDDLE);
    }
  }

  @Test
  void opaqueAlphaChannelSaysNothing() throws IOException {
    assertThat(Mask.read(argb(0xff000000, 0xffffffff, 0xffffffff, 0xff000000)).foreground())
        .isEqualTo(MIDDLE);
  }

  @Test
  void coloursAndAlphaThatDisagreeAreRefused() throws IOException {
    assertThatThrownBy(() -> Mask.read(argb(0x00ffffff, 0xff000000, 0xff000000, 0x00ffffff)))
        .hasMessageContaining("hold different shapes");
    assertThatThrownBy(() -> Mask.read(argb(0x00ffffff, 0xff000000, 0xffffffff, 0x00ffffff)))
        .hasMessageContaining("hold different shapes");
    assertThatThrownBy(() -> Mask.read(argb(0x00ffffff, 0x80ffffff, 0xffffffff, 0x00ffffff)))
        .hasMessageContaining("alpha channel has 3 distinct values");
    assertThatThrownBy(() -> Mask.read(argb(0x00ffffff, 0x00ffffff, 0x00000000, 0x00ffffff)))
        .hasMessageContaining("transparent");
  }

  @Test
  void picturesOfColoursAreRefusedAsSuch() throws IOException {
    assertThatThrownBy(() -> Mask.read(argb(0xff000000, 0xffff0000, 0xff00ff00, 0xff000000)))
        .hasMessageContaining("is a picture of 3 colours");
    assertThatThrownBy(
            () -> Mask.read(argb(0xff000000, 0xffff0000, 0xff00ff00, 0xff000000), MaskClass.ANY))
        .hasMessageContaining("not ids");
  }

  @Test
  void jpegIsNoMapOfIds() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    Path file = folder.resolve("dog.png");
    ImageIO.write(image, "jpeg", file.toFile());
    assertThat(Mask.read(file).foregroundShare()).isZero();
    assertThatThrownBy(() -> Mask.read(file, MaskClass.ANY)).hasMessageContaining("is a JPEG");
  }

  /** Indices of a palette whose colours are VOC's, and so neither black nor white. */
  private Path palette(int... indices) throws IOException {
    byte[] red = new byte[256];
    byte[] green = new byte[256];
    byte[] blue = new byte[256];
    red[1] = (byte) 128;
    red[15] = (byte) 192;
    green[15] = (byte) 128;
    blue[15] = (byte) 128;
    red[255] = (byte) 224;
    green[255] = (byte) 224;
    blue[255] = (byte) 192;
    IndexColorModel palette = new IndexColorModel(8, 256, red, green, blue);
    BufferedImage image =
        new BufferedImage(indices.length, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    return write(image, indices);
  }

  private Path grey8(int... values) throws IOException {
    return write(new BufferedImage(values.length, 1, BufferedImage.TYPE_BYTE_GRAY), values);
  }

  private Path grey16(int... values) throws IOException {
    return write(new BufferedImage(values.length, 1, BufferedImage.TYPE_USHORT_GRAY), values);
  }

  private Path argb(int... colours) throws IOException {
    BufferedImage image = new BufferedImage(colours.length, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, colours.length, 1, colours, 0, colours.length);
    Path file = folder.resolve("dog.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private Path write(BufferedImage image, int[] samples) throws IOException {
    WritableRaster raster = image.getRaster();
    raster.setPixels(0, 0, samples.length, 1, samples);
    Path file = folder.resolve(samples.length + "-" + image.getType() + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }
}
