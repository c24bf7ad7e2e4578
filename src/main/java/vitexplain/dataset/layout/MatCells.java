package vitexplain.dataset.layout;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import vitexplain.base.Refusal;
import vitexplain.image.codec.PixelLimit;

/**
 * Cell arrays of a MATLAB v7.3 file, which is HDF5: an array of references, each to a cell's own
 * array. MATLAB stores arrays by columns, so that HDF5 names their dimensions in reverse.
 */
final class MatCells implements AutoCloseable {
  private static final int CHANNELS = 3;

  private final HdfFile file;

  private MatCells(HdfFile file) {
    this.file = file;
  }

  /**
   * An array of unsigned bytes.
   *
   * @param dimensions as HDF5 names them, the slowest first
   * @param values in HDF5's order, 0 to 255
   */
  record Bytes(int[] dimensions, int[] values) {}

  /** What is done with an open file. */
  @FunctionalInterface
  interface Use<T> {
    T of(MatCells cells);
  }

  /**
   * Opens a file for as long as it is used. A reader fails on broken files in many ways; all become
   * the refusal that is given.
   *
   * @param failed of a reason in words
   */
  static <T> T using(Path file, Failed failed, Use<T> use) {
    try (MatCells cells = new MatCells(new HdfFile(file))) {
      cells.requireWhole(file);
      return use.of(cells);
    } catch (Refusal known) {
      throw known;
    } catch (RuntimeException broken) {
      throw failed.because(reason(broken), broken);
    }
  }

  /** Makes a refusal of what a reader threw. */
  @FunctionalInterface
  interface Failed {
    Refusal because(String reason, RuntimeException thrown);
  }

  private static String reason(RuntimeException thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank()
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow().replaceFirst("[.\\s]+$", "");
  }

  /** A download that was cut short still opens: its first bytes say how long it must be. */
  private void requireWhole(Path path) {
    long expected = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    long found = path.toFile().length();
    if (found < expected) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' is cut short: it has %d of %d bytes. Download it again.",
              path,
              found,
              expected));
    }
  }

  /**
   * Refuses a path that leads to no file; whether it is HDF5 is found when it is opened.
   *
   * @throws Refusal of the kind REQUEST
   */
  static void requireFile(String layout, Path file) {
    if (!Files.exists(file)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "%s '%s': there is no such file. Check its path.", layout, file));
    }
    if (!Files.isRegularFile(file)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "%s '%s': is a folder; expected one .mat file.", layout, file));
    }
  }

  /**
   * The addresses of a cell array's cells.
   *
   * @param path of the array in the file
   */
  long[] cells(String path) {
    return references(array(file.getByPath(path), "'" + path + "'"), "'" + path + "'");
  }

  /**
   * The addresses of the cells of a cell array that is itself a cell.
   *
   * @param what it is, for the message
   */
  long[] cells(long address, String what) {
    return references(array(file.getNodeByAddress(address), what), what);
  }

  /**
   * A cell of unsigned bytes.
   *
   * @param what it is, for the message
   */
  Bytes bytes(long address, String what) {
    Dataset array = array(file.getNodeByAddress(address), what);
    if (!(array.getDataType() instanceof FixedPoint type)
        || type.isSigned()
        || type.getSize() != 1) {
      throw new IllegalArgumentException(
          what + " holds values of another type (" + type(array) + "); expected uint8");
    }
    if (array.getSize() > CHANNELS * PixelLimit.PIXELS) {
      throw new IllegalArgumentException(what + " has " + array.getSize() + " values");
    }
    return new Bytes(array.getDimensions(), (int[]) array.getDataFlat());
  }

  private static Dataset array(Node node, String what) {
    if (node instanceof Dataset array) {
      return array;
    }
    throw new IllegalArgumentException(what + " is no array");
  }

  private static long[] references(Dataset array, String what) {
    if (!(array.getDataType() instanceof Reference)) {
      throw new IllegalArgumentException(
          what + " is no cell array (" + type(array) + "); expected references");
    }
    return (long[]) array.getDataFlat();
  }

  private static String type(Dataset array) {
    String kind = array.getDataType().getClass().getSimpleName();
    return String.format(
        Locale.ROOT,
        "%s of %d byte%s, %s",
        kind,
        array.getDataType().getSize(),
        array.getDataType().getSize() == 1 ? "" : "s",
        words(array.getDimensions()));
  }

  /** Dimensions for a message: {@code [3, 240, 180]}. */
  static String words(int[] dimensions) {
    return Arrays.stream(dimensions)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public void close() {
    file.close();
  }
}
