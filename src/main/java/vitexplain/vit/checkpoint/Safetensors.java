package vitexplain.vit.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.base.FileSignature;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;

/**
 * A safetensors file, memory-mapped tensor by tensor: 8 bytes header length (little endian), a JSON
 * header, then the data. Nothing of the header is believed before it is checked against the file.
 *
 * <p>Format: huggingface.co/docs/safetensors, section "Format".
 */
final class Safetensors implements Closeable {
  /** In bytes; the tensors of a thousand blocks fit, and parsing it takes tens of megabytes. */
  private static final long MAX_HEADER = 8 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, TensorEntry> entries;
  private final Map<String, String> metadata;

  private Safetensors(
      Path file,
      FileChannel channel,
      long dataStart,
      Map<String, TensorEntry> entries,
      Map<String, String> metadata) {
    this.file = file;
    this.channel = channel;
    this.dataStart = dataStart;
    this.entries = entries;
    this.metadata = metadata;
  }

  /**
   * Opens a file and checks its header: lengths within the file, known dtypes, shapes that fit
   * their bytes, no overlap and no gap.
   *
   * @throws Refusal naming the file and what is wrong with it
   */
  static Safetensors open(Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      long size = channel.size();
      requireNoOtherKind(file, channel, size);
      if (size < Long.BYTES) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "'%s' has %d bytes; a safetensors file begins with 8 bytes of header length",
                file,
                size));
      }
      long header = read(channel, 0, Long.BYTES).getLong();
      if (header > MAX_HEADER && header <= size - Long.BYTES) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "'%s': header length %d; expected at most %d bytes",
                file,
                header,
                MAX_HEADER));
      }
      if (header < 2 || header > size - Long.BYTES) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "'%s': header length %s, but the file has %d bytes. The file is cut short or is no"
                    + " safetensors file.",
                file,
                Long.toUnsignedString(header),
                size));
      }
      byte[] json = new byte[(int) header];
      read(channel, Long.BYTES, json.length).get(json);
      long dataStart = Long.BYTES + header;
      JsonNode tree = JSON.readTree(json);
      Map<String, TensorEntry> entries = parse(file, tree, size - dataStart);
      Map<String, String> metadata = new HashMap<>();
      tree.path("__metadata__")
          .properties()
          .forEach(each -> metadata.put(each.getKey(), each.getValue().asText()));
      Safetensors opened = new Safetensors(file, channel, dataStart, entries, metadata);
      channel = null;
      return opened;
    } catch (JsonProcessingException broken) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "'%s': the header is no valid JSON: %s", file, JsonFile.problem(broken)),
          broken);
    } catch (IOException unreadable) {
      throw Refusal.request(
          String.format(Locale.ROOT, "'%s' cannot be read: %s", file, unreadable), unreadable);
    } finally {
      closeQuietly(channel);
    }
  }

  /** A pointer, a web page or another format under this name is told as what it is. */
  private static void requireNoOtherKind(Path file, FileChannel channel, long size)
      throws IOException {
    byte[] start = new byte[(int) Math.min(size, FileSignature.LENGTH)];
    read(channel, 0, start.length).get(start);
    FileSignature.of(start)
        .ifPresent(
            kind -> {
              throw Refusal.request(String.format(Locale.ROOT, "'%s' %s", file, kind));
            });
    if (FileSignature.isText(start)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' is text that begins with '%s' and no safetensors file. Download it again.",
              file,
              Excerpt.of(new String(start, StandardCharsets.US_ASCII))));
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // The reason why the file is refused matters more.
    }
  }

  /** Closes it; that this fails changes nothing that has been read. */
  void closeQuietly() {
    closeQuietly(channel);
  }

  /** Where it lies. */
  Path file() {
    return file;
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    return channel
        .map(FileChannel.MapMode.READ_ONLY, position, length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Map<String, TensorEntry> parse(Path file, JsonNode header, long dataLength) {
    if (!header.isObject()) {
      throw Refusal.request("'" + file + "': the header is no JSON object");
    }
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals("__metadata__")) {
        entries.put(field.getKey(), TensorEntry.parse(file, field.getKey(), field.getValue()));
      }
    }
    requireGapless(file, entries.values(), dataLength);
    return entries;
  }

  private static void requireGapless(Path file, Iterable<TensorEntry> entries, long dataLength) {
    List<TensorEntry> inOrder = new ArrayList<>();
    entries.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingLong(TensorEntry::begin).thenComparing(TensorEntry::end));
    long end = 0;
    for (TensorEntry entry : inOrder) {
      if (entry.end() > dataLength) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "'%s': tensor '%s' ends at byte %d of %d bytes of data. The file is cut short.",
                file,
                Excerpt.of(entry.name()),
                entry.end(),
                dataLength));
      }
      if (entry.begin() != end) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "'%s': tensor '%s' begins at byte %d, the one before it ends at %d: %s",
                file,
                Excerpt.of(entry.name()),
                entry.begin(),
                end,
                entry.begin() < end ? "they overlap" : "there is a gap"));
      }
      end = entry.end();
    }
    if (end != dataLength) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s': the tensors end at byte %d of %d bytes of data",
              file,
              end,
              dataLength));
    }
  }

  /** Further text of the header by key. */
  Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors' names, in the header's order. */
  Set<String> names() {
    return entries.keySet();
  }

  /** One tensor's dtype, shape and place. */
  TensorEntry entry(String name) {
    TensorEntry entry = entries.get(name);
    if (entry == null) {
      throw Refusal.request(String.format(Locale.ROOT, "'%s' has no tensor '%s'", file, name));
    }
    return entry;
  }

  /** A tensor's values, row-major, widened to double from F64 and exactly from the narrower. */
  double[] doubles(String name) {
    TensorEntry entry = entry(name);
    return entry.dtype().doubles(map(entry), entry.size());
  }

  /** A tensor's values, row-major, as float: exact for F32, F16 and BF16, rounded for F64. */
  float[] floats(String name) {
    TensorEntry entry = entry(name);
    return entry.dtype().floats(map(entry), entry.size());
  }

  private ByteBuffer map(TensorEntry entry) {
    try {
      return read(channel, dataStart + entry.begin(), Math.toIntExact(entry.end() - entry.begin()));
    } catch (IOException unreadable) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "'%s': tensor '%s' cannot be read: %s", file, entry.name(), unreadable),
          unreadable);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
