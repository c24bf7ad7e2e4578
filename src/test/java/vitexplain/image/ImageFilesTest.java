package vitexplain.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Pixels;

class ImageFilesTest {

  @TempDir Path folder;

  @Test
  void textCalledJpgIsRefusedWithItsLength() throws IOException {
    Path file = Files.writeString(folder.resolve("dog.jpg"), "x".repeat(341));
    assertThatThrownBy(() -> ImageFiles.read(file, 3))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "image 'dog.jpg': 0 of 341 bytes could be decoded as JPEG or PNG."
                + " Re-export it, or take it out of the folder.");
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("dog.jpg"));
    assertThatThrownBy(() -> ImageFiles.read(file, 3)).hasMessageContaining("the file is empty");
  }

  @Test
  void missingFileIsRefused() {
    assertThatThrownBy(() -> ImageFiles.read(folder.resolve("dog.jpg"), 3))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("image 'dog.jpg': there is no such file");
  }

  @Test
  void folderInPlaceOfAFileIsRefused() {
    assertThatThrownBy(() -> ImageFiles.read(folder, 3)).hasMessageContaining("is a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ycc420.jpg", "progressive.jpg", "rgb8.png", "palette8.png"})
  void truncatedFileIsRefusedWhereverItEnds(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Golden.file("decode/" + name));
    Path file = folder.resolve(name);
    for (int length = 8; length < whole.length; length += 1 + length / 9) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ImageFiles.read(file, 3))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining(length + " bytes of ")
          .hasMessageContaining("truncated");
    }
  }

  @Test
  void jpegWhoseDataEndEarlyBeforeItsEndMarkerIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Golden.file("decode/ycc444.jpg"));
    byte[] cut = Arrays.copyOf(whole, whole.length * 3 / 4);
    cut[cut.length - 2] = (byte) 0xff;
    cut[cut.length - 1] = (byte) 0xd9;
    Path file = Files.write(folder.resolve("dog.jpg"), cut);
    assertThatThrownBy(() -> ImageFiles.read(file, 3)).hasMessageContaining("truncated");
  }

  @Test
  void bytesAfterTheEndOfAPictureAreIgnored() throws IOException {
    for (String name : new String[] {"ycc420.jpg", "rgb8.png"}) {
      Path golden = Golden.file("decode/" + name);
      byte[] whole = Files.readAllBytes(golden);
      Path file = Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length + 50));
      assertThat(ImageFiles.read(file, 3).data()).isEqualTo(ImageFiles.read(golden, 3).data());
    }
  }

  @Test
  void flippedBitInAPngIsFoundByItsChecksum() throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.file("decode/grey8.png"));
    bytes[bytes.length / 2] ^= 4;
    Path file = Files.write(folder.resolve("dog.png"), bytes);
    assertThatThrownBy(() -> ImageFiles.read(file, 3))
        .hasMessageContaining("corrupt: the checksum of its IDAT chunk is wrong");
  }

  /** Whatever a codec throws inside, callers meet one kind of exception with the file's name. */
  @ParameterizedTest
  @ValueSource(strings = {"ycc420.jpg", "progressive.jpg", "cmyk.jpg", "orientation6.png"})
  void damagedBytesNeverRaiseAnythingButAnImageException(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Golden.file("decode/" + name));
    Path file = folder.resolve(name);
    Random random = new Random(3);
    for (int round = 0; round < 150; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 1 + round % 4; i++) {
        damaged[3 + random.nextInt(whole.length - 3)] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      try {
        assertThat(ImageFiles.read(file, 3).channels()).isEqualTo(3);
      } catch (Refusal e) {
        assertThat(e).hasMessageStartingWith("image '" + name + "': ");
      }
    }
  }

  @Test
  void absurdSizeIsRefusedBeforeAnythingIsAllocated() throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.file("decode/grey8.png"));
    ByteBuffer.wrap(bytes).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
    CRC32 crc = new CRC32();
    crc.update(bytes, 12, 17);
    ByteBuffer.wrap(bytes).putInt(29, (int) crc.getValue());
    Path file = Files.write(folder.resolve("dog.png"), bytes);
    assertThatThrownBy(() -> ImageFiles.read(file, 3))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2000000000 x 2000000000 pixels, more than the 100 megapixels");
  }

  @Test
  void contentDecidesTheFormatNotTheName() throws IOException {
    Path file = Files.copy(Golden.file("decode/rgb8.png"), folder.resolve("dog.jpg"));
    assertThat(ImageFiles.read(file, 3).width()).isEqualTo(13);
  }

  @Test
  void onlyOneOrThreeChannelsCanBeAskedFor() {
    assertThatThrownBy(() -> ImageFiles.read(folder.resolve("dog.jpg"), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 channels");
  }

  @Test
  void listIsSortedAndTakesExtensionsOfAnyCase() throws IOException {
    for (String name : new String[] {"c.JPG", "a.png", "b.Jpeg", "notes.txt", ".hidden.png"}) {
      Files.writeString(folder.resolve(name), "", UTF_8);
    }
    Files.createDirectory(folder.resolve("folder.png"));
    assertThat(ImageFiles.list(folder))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("a.png", "b.Jpeg", "c.JPG");
  }

  @Test
  void aSingleImageIsListedAlone() throws IOException {
    Path image = Files.writeString(folder.resolve("a.png"), "");
    Files.writeString(folder.resolve("b.png"), "");
    assertThat(ImageFiles.list(image)).containsExactly(image);
  }

  @Test
  void missingEmptyAndFileInPlaceOfAFolderAreToldApart() throws IOException {
    assertThatThrownBy(() -> ImageFiles.list(folder.resolve("none")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("there is no such folder");
    assertThatThrownBy(() -> ImageFiles.list(folder))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("none of its 0 entries is a JPEG or PNG file");
    Path file = Files.writeString(folder.resolve("notes.txt"), "");
    assertThatThrownBy(() -> ImageFiles.list(file)).hasMessageContaining("is a file and no JPEG");
    assertThatThrownBy(() -> ImageFiles.list(folder)).hasMessageContaining("none of its 1 entries");
  }

  @Test
  void writtenPngReadsBackTheSameAndLeavesNothingElseBehind() throws IOException {
    Path file = folder.resolve("new/dog.png");
    for (int channels : new int[] {1, 3}) {
      byte[] data = new byte[16 * 16 * channels];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) i;
      }
      ImageFiles.writePng(file, new Pixels(16, 16, channels, data));
      assertThat(ImageFiles.read(file, channels).data()).isEqualTo(data);
    }
    assertThat(ImageFiles.list(file.getParent())).containsExactly(file);
    assertThat(file.getParent().toFile().list()).containsExactly("dog.png");
  }

  @Test
  void unwritablePlaceIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Pixels pixel = new Pixels(1, 1, 1, new byte[1]);
    assertThatThrownBy(() -> ImageFiles.writePng(file.resolve("dog.png"), pixel))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith(file.resolve("dog.png") + " cannot be written: ");
  }
}
