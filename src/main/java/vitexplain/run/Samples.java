package vitexplain.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.table.Table;

/**
 * The samples of an evaluation, in the order in which they were measured. They are kept as curves
 * in {@code samples.csv.gz}; the long table {@code samples.csv} of earlier versions can be read
 * too.
 *
 * @param folder the run folder
 */
public record Samples(RunFolder folder) {

  /** Whether there are any. */
  public boolean exists() {
    return curves().exists() || isOlder();
  }

  /**
   * Hands on sample after sample without holding them all.
   *
   * @throws Refusal if there are none, or they cannot be read
   */
  public void forEach(Consumer<SampleRow> action) {
    if (isOlder()) {
      older().forEach(action);
    } else {
      curves().forEach(curve -> curve.samples().forEach(action));
    }
  }

  /** The same, curve after curve; of the long table each sample is one. Throws as the other. */
  public void forEachCurve(Consumer<CurveRow> action) {
    if (isOlder()) {
      older().forEach(sample -> CurveRow.of(List.of(sample)).forEach(action));
    } else {
      curves().forEach(action);
    }
  }

  /** All of them; for a small evaluation. Throws as {@link #forEach}. */
  public List<SampleRow> read() {
    List<SampleRow> samples = new ArrayList<>();
    forEach(samples::add);
    return samples;
  }

  /** Replaces them, in one move. */
  public void write(List<SampleRow> samples) {
    curves().write(CurveRow.of(samples));
  }

  /** The file that they are kept in. */
  public Table<CurveRow> curves() {
    return folder.table(CurveRow.SCHEMA);
  }

  /**
   * The long table, one line for each sample.
   *
   * @param file replaced if it is there
   * @throws Refusal if there are no samples, or the file cannot be written
   */
  public void export(Path file) {
    Table<SampleRow> table = new Table<>(file, SampleRow.LONG);
    AtomicFile.writeAll(
        file,
        out -> {
          out.write(table.headerLine());
          forEach(sample -> write(out, table.lines(List.of(sample))));
        });
  }

  private static void write(Writer out, String lines) {
    try {
      out.write(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses to go on with what an earlier version began. */
  void requireCurrent() {
    if (isOlder()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s is of an earlier version, which kept samples in another form: they can be reported and exported, and not be added to or merged. Go on with that version, or start again with --overwrite.",
              older().file()));
    }
  }

  /** The file whose growth {@code progress.csv} marks. */
  Table<?> growing() {
    return isOlder() ? older() : curves();
  }

  private boolean isOlder() {
    return older().exists() && !curves().exists();
  }

  private Table<SampleRow> older() {
    return folder.table(SampleRow.LONG);
  }
}
