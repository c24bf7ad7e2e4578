package vitexplain.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.base.RunningSha256;
import vitexplain.run.row.ProgressRow;
import vitexplain.run.table.GrowthMark;
import vitexplain.run.table.Schema;
import vitexplain.run.table.Table;

/**
 * The growing files of one evaluation's parts, one behind the other, as if a single process had
 * written them: the same bytes, and the same marks in {@code progress.csv}. Rows are copied, never
 * parsed, and only one buffer of them is held.
 */
public final class Concatenation {
  private static final int BUFFER = 1 << 20;

  private final List<RunFolder> parts;
  private final List<List<ProgressRow>> progress;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  private Concatenation(List<RunFolder> parts) {
    this.parts = List.copyOf(parts);
    this.progress =
        parts.stream().map(part -> part.table(ProgressRow.SCHEMA).readIfPresent()).toList();
  }

  /**
   * Writes them. {@code progress.csv} comes last, so that what was cut off is no evaluation.
   *
   * @param parts verified and locked, in order
   * @param out locked, without an evaluation
   * @throws Refusal if a file cannot be read or written
   */
  public static void write(List<RunFolder> parts, RunFolder out) {
    parts.forEach(part -> part.samples().requireCurrent());
    try {
      new Concatenation(parts).write(out);
    } catch (IOException e) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "the parts cannot be put together in '%s': %s. Free disk space, then merge again with --overwrite.",
              out.root(),
              e),
          e);
    }
  }

  private void write(RunFolder out) throws IOException {
    List<List<GrowthMark>> marks = new ArrayList<>();
    for (int k = 0; k < ProgressRow.GROWING.size(); k++) {
      marks.add(copy(k, out));
    }
    List<ProgressRow> rows = new ArrayList<>();
    for (ProgressRow row : progress.stream().flatMap(List::stream).toList()) {
      int image = rows.size();
      rows.add(new ProgressRow(row.image(), marks.stream().map(m -> m.get(image)).toList()));
    }
    out.table(ProgressRow.SCHEMA).write(rows);
  }

  /** One file of all parts; where each image ends in it. */
  private List<GrowthMark> copy(int file, RunFolder out) throws IOException {
    Schema<?> schema = ProgressRow.GROWING.get(file);
    Table<?> table = out.table(schema);
    byte[] header = table.header();
    List<GrowthMark> marks = new ArrayList<>();
    RunningSha256 hash = new RunningSha256();
    try (FileChannel target =
        FileChannel.open(
            table.file(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      AtomicFile.writeFully(target, header);
      hash.add(header);
      for (int part = 0; part < parts.size(); part++) {
        try (FileChannel source = FileChannel.open(parts.get(part).table(schema).file())) {
          source.position(header.length);
          for (ProgressRow row : progress.get(part)) {
            copy(source, row.files().get(file).length(), target, hash);
            marks.add(new GrowthMark(target.position(), hash.hex()));
          }
        }
      }
      target.force(true);
    }
    return marks;
  }

  private void copy(FileChannel source, long end, FileChannel target, RunningSha256 hash)
      throws IOException {
    while (source.position() < end) {
      buffer.clear().limit((int) Math.min(BUFFER, end - source.position()));
      if (source.read(buffer) < 0) {
        throw new IOException("a part's file became shorter while it was read");
      }
      hash.add(buffer.flip());
      buffer.rewind();
      while (buffer.hasRemaining()) {
        target.write(buffer);
      }
    }
  }
}
