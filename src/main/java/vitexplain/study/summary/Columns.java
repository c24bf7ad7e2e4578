package vitexplain.study.summary;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleBinaryOperator;
import vitexplain.base.Refusal;

/**
 * A table turned on its side: rows come image by image, and what is read back is one key's values
 * over all images. A block of images is gathered in memory; where there are more, full blocks go to
 * a scratch file, which has no name once it is open and so is gone with the process. The memory is
 * 12 bytes x keys x {@link #BLOCK}, however many images there are.
 *
 * @param <K> what a value is of
 */
final class Columns<K> implements AutoCloseable {
  /** Images of a block. */
  static final int BLOCK = 512;

  private final Path scratchFolder;
  private final DoubleBinaryOperator ofSumAndCount;
  private final Map<String, Integer> images = new LinkedHashMap<>();
  private final Map<K, Integer> keys = new LinkedHashMap<>();

  /** Of the block in memory, a key's sums and counts. */
  private final List<double[]> sums = new ArrayList<>();

  private final List<int[]> counts = new ArrayList<>();

  /** Of the blocks in the file, where each begins and how many keys it has. */
  private final List<Stored> stored = new ArrayList<>();

  private FileChannel scratch;

  /** Of the image that values are added of, within its block. */
  private int place;

  private record Stored(long offset, int keys) {}

  private Columns(Path scratchFolder, DoubleBinaryOperator ofSumAndCount) {
    this.scratchFolder = scratchFolder;
    this.ofSumAndCount = ofSumAndCount;
  }

  /**
   * The mean of what is added for a key and an image.
   *
   * @param scratchFolder where the scratch file is made, if there is need of one
   */
  static <K> Columns<K> ofMeans(Path scratchFolder) {
    return new Columns<>(scratchFolder, (sum, count) -> sum / count);
  }

  /** The sum of what is added for a key and an image. */
  static <K> Columns<K> ofSums(Path scratchFolder) {
    return new Columns<>(scratchFolder, (sum, count) -> sum);
  }

  /**
   * Which image the next values are of.
   *
   * @throws Refusal if its block is written: an image's rows lie together in a study's files
   */
  void image(String image) {
    Integer known = images.get(image);
    if (known == null) {
      if (images.size() == (stored.size() + 1) * BLOCK) {
        store();
      }
      known = images.size();
      images.put(image, known);
    } else if (known < stored.size() * BLOCK) {
      throw Refusal.input(
          "the rows of image '"
              + image
              + "' do not lie together. The study's files were sorted or put together by hand;"
              + " 'merge' puts studies together.");
    }
    place = known - stored.size() * BLOCK;
  }

  /** Adds a value of the image that {@link #image} has named last. */
  void add(K key, double value) {
    add(column(key), value);
  }

  /** The same for the key of a {@link #column}, without looking for it again. */
  void add(int column, double value) {
    sums.get(column)[place] += value;
    counts.get(column)[place]++;
  }

  /** Where a key's values are gathered; it counts as one of {@link #keys} from now on. */
  int column(K key) {
    return keys.computeIfAbsent(key, k -> newColumn());
  }

  private int newColumn() {
    sums.add(new double[BLOCK]);
    counts.add(new int[BLOCK]);
    return sums.size() - 1;
  }

  private void store() {
    try {
      if (scratch == null) {
        scratch =
            FileChannel.open(
                scratchFolder.resolve(".columns-" + UUID.randomUUID()),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
      }
      stored.add(new Stored(scratch.size(), sums.size()));
      ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Double.BYTES);
      for (int column = 0; column < sums.size(); column++) {
        bytes.clear();
        for (int place = 0; place < BLOCK; place++) {
          bytes.putDouble(inMemory(column, place));
        }
        bytes.flip();
        long at = scratch.size();
        while (bytes.hasRemaining()) {
          at += scratch.write(bytes, at);
        }
        Arrays.fill(sums.get(column), 0);
        Arrays.fill(counts.get(column), 0);
      }
    } catch (IOException e) {
      throw Refusal.environment(
          "the study cannot be summarised, as a scratch file in '"
              + scratchFolder
              + "' cannot be written: "
              + e
              + ". Free disk space there.",
          e);
    }
  }

  private double inMemory(int column, int place) {
    int count = counts.get(column)[place];
    return count == 0 ? Double.NaN : ofSumAndCount.applyAsDouble(sums.get(column)[place], count);
  }

  /** In the order in which they came. */
  List<String> images() {
    return List.copyOf(images.keySet());
  }

  /** In the order in which they came. */
  Set<K> keys() {
    return keys.keySet();
  }

  /**
   * One value for each of these images, NaN where there is none.
   *
   * @param key one of {@link #keys}
   */
  double[] values(K key, List<String> ofImages) {
    double[] all = values(key);
    if (ofImages.equals(images())) {
      return all;
    }
    return ofImages.stream()
        .mapToDouble(image -> images.containsKey(image) ? all[images.get(image)] : Double.NaN)
        .toArray();
  }

  /** One value for each of {@link #images}, NaN where there is none. */
  double[] values(K key) {
    int column = keys.get(key);
    double[] values = new double[images.size()];
    Arrays.fill(values, Double.NaN);
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Double.BYTES);
    for (int block = 0; block < stored.size(); block++) {
      if (column < stored.get(block).keys()) {
        read(stored.get(block).offset() + (long) column * bytes.capacity(), bytes.clear());
        bytes.asDoubleBuffer().get(values, block * BLOCK, BLOCK);
      }
    }
    int first = stored.size() * BLOCK;
    for (int place = 0; first + place < values.length; place++) {
      values[first + place] = inMemory(column, place);
    }
    return values;
  }

  private void read(long offset, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        if (scratch.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("the scratch file ends before " + offset);
        }
      }
      bytes.flip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (scratch != null) {
      try {
        scratch.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
