package vitexplain.image.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Formats of pictures, told apart by their first bytes; JPEG and PNG are the ones read here. */
public enum PictureKind {
  JPEG("JPEG", List.of("jpg", "jpeg", "jpe", "jfif", "jfi", "jif", "pjpeg", "pjp")),
  PNG("PNG", List.of("png", "apng")),
  WEBP("WebP", List.of("webp")),
  BMP("BMP", List.of("bmp", "dib")),
  TIFF("TIFF", List.of("tif", "tiff", "dng", "nef", "cr2", "arw")),
  GIF("GIF", List.of("gif")),
  HEIF("HEIF", List.of("heic", "heif", "hif", "avif")),
  JPEG_2000("JPEG 2000", List.of("jp2", "j2k", "jpx")),
  JPEG_XL("JPEG XL", List.of("jxl")),
  NETPBM("Netpbm", List.of("ppm", "pgm", "pbm", "pnm")),
  PHOTOSHOP("Photoshop", List.of("psd")),
  SVG("SVG", List.of("svg")),
  ICON("icon", List.of("ico")),
  TARGA("Targa", List.of("tga"));

  /** How many bytes of a file {@link #ofContent} looks at. */
  private static final int HEAD_BYTES = 16;

  /** Brands of ISO base media files that hold still pictures. */
  private static final List<String> HEIF_BRANDS =
      List.of("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // every one is made by List.of
  private final List<String> endings;

  PictureKind(String label, List<String> endings) {
    this.label = label;
    this.endings = endings;
  }

  /** The format's usual name. */
  public String label() {
    return label;
  }

  /** Whether pictures of this kind are decoded here. */
  public boolean isRead() {
    return this == JPEG || this == PNG;
  }

  /** The kind that a file name's ending stands for; empty for no ending and for any other. */
  public static Optional<PictureKind> ofName(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(kind -> kind.endings.contains(ending)).findFirst();
  }

  /** The kind of a file's content; empty if it is none of these or cannot be read. */
  public static Optional<PictureKind> ofContent(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ofContent(in.readNBytes(HEAD_BYTES));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The kind of what begins with these bytes; empty if it is none of these. */
  static Optional<PictureKind> ofContent(byte[] bytes) {
    if (JpegMarkers.isJpeg(bytes)) {
      return Optional.of(JPEG);
    }
    if (PngChunks.isPng(bytes)) {
      return Optional.of(PNG);
    }
    // One character a byte, so that signatures are compared as text.
    String head =
        new String(bytes, 0, Math.min(HEAD_BYTES, bytes.length), StandardCharsets.ISO_8859_1);
    return Optional.ofNullable(ofSignature(head));
  }

  private static PictureKind ofSignature(String head) {
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return WEBP;
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return GIF;
    }
    // A bitmap's name is two letters long: its two reserved numbers, always 0, are asked too.
    if (head.startsWith("BM") && head.startsWith("\0\0\0\0", 6)) {
      return BMP;
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return TIFF;
    }
    if (head.startsWith("ftyp", 4) && HEIF_BRANDS.stream().anyMatch(b -> head.startsWith(b, 8))) {
      return HEIF;
    }
    if (head.startsWith("jP  ", 4) || head.startsWith("\u00ffO\u00ffQ")) {
      return JPEG_2000;
    }
    if (head.startsWith("JXL ", 4) || head.startsWith("\u00ff\n")) {
      return JPEG_XL;
    }
    return head.startsWith("8BPS") ? PHOTOSHOP : null;
  }
}
