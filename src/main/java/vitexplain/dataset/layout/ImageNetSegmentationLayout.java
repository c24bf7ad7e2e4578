package vitexplain.dataset.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import vitexplain.base.Memory;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/**
 * ImageNet-Segmentation (Guillaumin et al. 2014), one MATLAB v7.3 file: {@code value/img}, a cell
 * array of pictures uint8 [3, width, height] as HDF5 names the dimensions, and {@code value/gt}, a
 * cell array of cells of masks uint8 [width, height], 1 = object. There are no labels. Keys are
 * indices from 0.
 *
 * <p>The file is opened anew for every picture, which reads a few hundred bytes more and lets any
 * thread ask.
 */
public final class ImageNetSegmentationLayout implements Layout {
  static final String NAME = "imagenet-segmentation";

  private static final int CHANNELS = 3;
  private static final MaskIds IDS = new MaskIds(NAME, Map.of(), false);

  private final Path file;
  private final long[] pictures;
  private final long[] masks;
  private final List<String> keys;

  private ImageNetSegmentationLayout(Path file, long[] pictures, long[] masks) {
    this.file = file;
    this.pictures = pictures;
    this.masks = masks;
    this.keys = IntStream.range(0, pictures.length).mapToObj(Integer::toString).toList();
  }

  /**
   * Reads where the pictures and masks lie in the file, and none of them.
   *
   * @throws Refusal of the kind REQUEST if there is no such file, it is cut short, or it is no HDF5
   *     file that holds these cell arrays
   */
  static ImageNetSegmentationLayout open(Path file) {
    MatCells.requireFile(NAME, file);
    return MatCells.using(
        file,
        (reason, thrown) ->
            Refusal.request(
                String.format(
                    Locale.ROOT,
                    "%s '%s' cannot be read: %s. Expected the MATLAB v7.3 (HDF5) file as it is downloaded.",
                    NAME,
                    file,
                    reason),
                thrown),
        cells -> {
          long[] pictures = cells.cells("value/img");
          long[] masks = cells.cells("value/gt");
          if (pictures.length == 0 || pictures.length != masks.length) {
            throw new IllegalArgumentException(
                pictures.length + " pictures and " + masks.length + " masks");
          }
          return new ImageNetSegmentationLayout(file, pictures, masks);
        });
  }

  @Override
  public List<String> keys() {
    return keys;
  }

  @Override
  public Pixels picture(String key, int channels) {
    MatCells.Bytes bytes = picture(key);
    int[] d = bytes.dimensions();
    if (d.length != CHANNELS || d[0] != CHANNELS || d[1] < 1 || d[2] < 1) {
      throw Refusal.input(
          String.format(
              Locale.ROOT,
              "image '%s' of '%s' is an array %s; expected [3, width, height].",
              key,
              file.getFileName(),
              MatCells.words(d)));
    }
    Pixels rgb = new Pixels(d[1], d[2], CHANNELS, interleaved(bytes.values(), d[1], d[2]));
    return channels == 1 ? rgb.grey() : rgb;
  }

  /** [channel][column][row] to [row][column][channel]. */
  private static byte[] interleaved(int[] values, int width, int height) {
    byte[] data = new byte[values.length];
    int from = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int column = 0; column < width; column++) {
        for (int row = 0; row < height; row++) {
          data[(row * width + column) * CHANNELS + channel] = (byte) values[from++];
        }
      }
    }
    return data;
  }

  private MatCells.Bytes picture(String key) {
    return read("image", key, cells -> cells.bytes(pictures[index(key)], "it"));
  }

  private MatCells.Bytes maskBytes(String key) {
    return read(
        "mask",
        key,
        cells -> {
          long[] cell = cells.cells(masks[index(key)], "it");
          if (cell.length == 0) {
            throw new IllegalArgumentException("it is an empty cell");
          }
          return cells.bytes(cell[0], "it");
        });
  }

  private <T> T read(String role, String key, MatCells.Use<T> use) {
    return Memory.bounded(
        role + " '" + key + "'",
        () ->
            MatCells.using(
                file,
                (reason, thrown) ->
                    Refusal.input(
                        String.format(
                            Locale.ROOT,
                            "%s '%s' of '%s' cannot be read: %s.",
                            role,
                            key,
                            file.getFileName(),
                            reason),
                        thrown),
                use));
  }

  private static int index(String key) {
    return Integer.parseInt(key);
  }

  @Override
  public String pictureSha256(String key) {
    return sha256(() -> picture(key));
  }

  @Override
  public String maskSha256(String key) {
    return sha256(() -> maskBytes(key));
  }

  /** Of the dimensions and the values, however they are compressed in the file. */
  private static String sha256(Supplier<MatCells.Bytes> read) {
    try {
      MatCells.Bytes bytes = read.get();
      byte[] values = new byte[bytes.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) bytes.values()[i];
      }
      return Sha256.ofText(MatCells.words(bytes.dimensions()) + Sha256.of(values));
    } catch (Refusal unreadable) {
      unreadable.unlessInput();
      return ""; // decoding it says why
    }
  }

  @Override
  public boolean hasMasks() {
    return true;
  }

  @Override
  public MaskClass maskClass(Optional<String> text) {
    return IDS.choice(text);
  }

  @Override
  public Optional<Mask> mask(String key, MaskClass choice) {
    MatCells.Bytes bytes = maskBytes(key);
    int[] d = bytes.dimensions();
    if (d.length != 2 || d[0] < 1 || d[1] < 1) {
      throw refusedMask(key, "an array " + MatCells.words(d) + "; expected [width, height]");
    }
    boolean[] foreground = new boolean[bytes.values().length];
    for (int i = 0; i < foreground.length; i++) {
      int value = bytes.values()[i];
      if (value > 1) {
        throw refusedMask(key, "a mask with the value " + value + "; expected 0 and 1 (object)");
      }
      foreground[i % d[1] * d[0] + i / d[1]] = value == 1;
    }
    return Optional.of(new Mask(d[0], d[1], foreground));
  }

  private Refusal refusedMask(String key, String found) {
    return Refusal.input(
        String.format(Locale.ROOT, "mask '%s' of '%s' is %s.", key, file.getFileName(), found));
  }

  @Override
  public Optional<String> label(String key) {
    return Optional.empty();
  }

  @Override
  public List<String> labels() {
    return List.of();
  }
}
