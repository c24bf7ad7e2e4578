package vitexplain.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.image.Golden;
import vitexplain.image.ImageFiles;

/** Small files that claim much, and streams that codecs read wrongly without a word. */
class HostilePicturesTest {
  private static final int SOF0 = 0xc0;

  @TempDir Path folder;

  @Test
  void onlyWhatBearsOnThePixelsOfAPngReachesTheCodec() throws IOException {
    for (String name : new String[] {"rgb8.png", "palette8.png"}) {
      byte[] plain = Files.readAllBytes(Golden.file("decode/" + name));
      byte[] pixels = PngChunks.ofPixels(plain);
      byte[] laden = plain;
      for (String type : new String[] {"zTXt", "iTXt", "tEXt", "iCCP", "eXIf", "abCd"}) {
        laden = withChunk(laden, type, new byte[1000]);
      }
      assertThat(PngChunks.ofPixels(laden)).as(name).isEqualTo(pixels);
      assertThat(read(name, laden)).isEqualTo(read(name, plain));
    }
  }

  @Test
  void jpegThatClaimsMorePixelsThanItsBytesCanHoldIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.file("decode/ycc420.jpg"));
    int frame = indexOf(bytes, SOF0);
    ByteBuffer.wrap(bytes).putShort(frame + 4, (short) 9999).putShort(frame + 6, (short) 9999);
    assertRefused(bytes, "truncated: its header claims 9999 x 9999 pixels, which need more than");
  }

  @Test
  void pngThatClaimsMorePixelsThanItsBytesCanHoldIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.file("decode/rgb8.png"));
    ByteBuffer.wrap(bytes).putInt(16, 9999).putInt(20, 9999);
    CRC32 crc = new CRC32();
    crc.update(bytes, 12, 17);
    ByteBuffer.wrap(bytes).putInt(29, (int) crc.getValue());
    assertRefused(bytes, "truncated: its header claims 9999 x 9999 pixels, which need more than");
  }

  @Test
  void scansAreBoundedWhereTheyWouldTakeMinutes() throws IOException {
    JpegFrame small = frame(64, 64);
    JpegFrame large = frame(9000, 9000);
    assertThatCode(() -> small.requireReadable(1800)).doesNotThrowAnyException();
    assertThatCode(() -> large.requireReadable(100)).doesNotThrowAnyException();
    assertThatThrownBy(() -> large.requireReadable(101))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "it has more than 100 scans of 9000 x 9000 pixels; at most 100 are read of such a"
                + " size");
  }

  @Test
  void picturesBeyondTheHeapAreRefusedWithTheMend() {
    assertThatCode(() -> PixelLimit.require(10_000, 10_000, 2L << 30)).doesNotThrowAnyException();
    assertThatThrownBy(() -> PixelLimit.require(10_000, 8_000, 1L << 30))
        .hasMessageContaining("10000 x 8000 pixels are more than the 53 megapixels")
        .hasMessageContaining("a heap of 1024 MB")
        .hasMessageContaining("JAVA_OPTS=-Xmx1526m");
    assertThatThrownBy(() -> PixelLimit.require(10_001, 10_000, 1L << 40))
        .hasMessageContaining("more than the 100 megapixels that are read");
  }

  @Test
  void sequentialJpegWithATrailerInPlaceOfItsEndMarkerIsRead() throws IOException {
    byte[] whole = Files.readAllBytes(Golden.file("decode/ycc420.jpg"));
    byte[] expected = read("dog.jpg", whole);
    byte[] trailer = "trailer \u00ff\u00e1\u00ff\u00ffSEFT\u00ff\u00c0".getBytes(ISO_8859_1);
    byte[] bytes = Arrays.copyOf(whole, whole.length - 2 + trailer.length);
    System.arraycopy(trailer, 0, bytes, whole.length - 2, trailer.length);
    assertThat(read("dog.jpg", bytes)).isEqualTo(expected);
    assertThat(read("dog.jpg", Arrays.copyOf(whole, whole.length - 2))).isEqualTo(expected);
  }

  @Test
  void progressiveJpegWithoutItsEndMarkerMayLackScansAndIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Golden.file("decode/progressive.jpg"));
    assertRefused(Arrays.copyOf(whole, whole.length - 2), "truncated");
  }

  @Test
  void fourComponentsOfAnyAdobeTransformButNoneAreYcck() throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.file("decode/ycck.jpg"));
    byte[] expected = read("dog.jpg", bytes);
    int adobe = new String(bytes, ISO_8859_1).indexOf("Adobe");
    assertThat(bytes[adobe + 11]).isEqualTo((byte) 2);
    bytes[adobe + 11] = 1;
    assertThat(read("dog.jpg", bytes)).isEqualTo(expected);
  }

  @Test
  void quantisationTablesOf16BitsAreReadUpTo255AndRefusedBeyond() throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.file("decode/ycc420.jpg"));
    assertThat(read("dog.jpg", withWideTables(bytes, 0))).isEqualTo(read("dog.jpg", bytes));
    assertRefused(withWideTables(bytes, 1), "its quantisation tables hold");
  }

  @Test
  void losslessAndHierarchicalJpegIsRefusedAsWhatItIs() throws IOException {
    for (int process : new int[] {0xc3, 0xc5, 0xc7, 0xcb, 0xcd}) {
      byte[] bytes = Files.readAllBytes(Golden.file("decode/ycc420.jpg"));
      bytes[indexOf(bytes, 0xc0)] = (byte) process;
      assertRefused(bytes, "a lossless or hierarchical JPEG");
    }
  }

  /** Every 8-bit table as one of 16 bits, with a high byte for its last value. */
  private static byte[] withWideTables(byte[] bytes, int high) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 2;
    out.write(bytes, 0, at);
    while ((bytes[at + 1] & 0xff) != 0xda) {
      int length = (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
      if ((bytes[at + 1] & 0xff) == 0xdb) {
        for (int table = at + 4; table < at + 2 + length; table += 65) {
          out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xdb, 0, (byte) 131});
          out.write(0x10 | bytes[table]);
          for (int i = 1; i <= 64; i++) {
            out.write(i == 64 ? high : 0);
            out.write(bytes[table + i]);
          }
        }
      } else {
        out.write(bytes, at, length + 2);
      }
      at += length + 2;
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  /** Of a header without sampling to speak of, in a file large enough for it. */
  private static JpegFrame frame(int width, int height) throws IOException {
    byte[] bytes = new byte[1 << 20];
    ByteBuffer.wrap(bytes).putShort((short) 11).put((byte) 8);
    ByteBuffer.wrap(bytes).putShort(3, (short) height).putShort(5, (short) width);
    bytes[7] = 1;
    bytes[8] = 1;
    bytes[9] = 0x11;
    return JpegFrame.read(0xc2, bytes, 0, 11);
  }

  private static int indexOf(byte[] bytes, int marker) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == marker) {
        return i + 1;
      }
    }
    throw new AssertionError("no marker " + marker);
  }

  private static byte[] withChunk(byte[] png, String type, byte[] content) {
    int afterHeader = 33;
    ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
    chunk.putInt(content.length).put(type.getBytes(ISO_8859_1)).put(content);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + content.length);
    chunk.putInt((int) crc.getValue());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, afterHeader);
    out.writeBytes(chunk.array());
    out.write(png, afterHeader, png.length - afterHeader);
    return out.toByteArray();
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path file = Files.write(folder.resolve("dog.jpg"), bytes);
    assertThatThrownBy(() -> ImageFiles.read(file, 3))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("image 'dog.jpg': ")
        .hasMessageContaining(message);
  }

  private byte[] read(String name, byte[] bytes) throws IOException {
    return ImageFiles.read(Files.write(folder.resolve(name), bytes), 3).data();
  }
}
