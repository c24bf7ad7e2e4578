package vitexplain.protocol;

import java.io.IOException;
import java.util.List;
import vitexplain.base.WriteFailure;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.run.Existing;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.ReproductionImageRow;
import vitexplain.run.row.ReproductionRow;
import vitexplain.run.table.AppendOnly;

/**
 * A run folder of one protocol. What is done stands in it after each picture, so that an
 * interruption loses one at most.
 */
public final class ReproductionStore implements AutoCloseable {
  private final RunFolder folder;
  private final RunLock lock;
  private final AppendOnly<ReproductionImageRow> images;
  private Section section;

  private ReproductionStore(
      RunFolder folder, RunLock lock, AppendOnly<ReproductionImageRow> images, Section section) {
    this.folder = folder;
    this.lock = lock;
    this.images = images;
    this.section = section;
  }

  /**
   * Begins a folder; what an earlier run left in it is removed.
   *
   * @param section of the manifest, nothing done yet
   * @throws vitexplain.base.Refusal if it cannot be written, or holds other files
   */
  public static ReproductionStore begin(RunFolder place, Section section, List<Explainer> methods) {
    RunFolder folder = RunFolder.prepare(place.root(), Existing.OVERWRITE);
    RunLock lock = folder.lock();
    try {
      folder
          .table(MethodRow.SCHEMA)
          .write(
              methods.stream().map(method -> MethodRow.of(Methods.describe(method.id()))).toList());
      Manifest.record(folder, RunPart.REPRODUCTION.command(), section);
      return new ReproductionStore(
          folder, lock, AppendOnly.empty(folder.table(ReproductionImageRow.SCHEMA)), section);
    } catch (IOException e) {
      lock.close();
      throw WriteFailure.of(folder.root(), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The folder. */
  public RunFolder folder() {
    return folder;
  }

  /**
   * Adds a picture.
   *
   * @param own its numbers
   * @param sofar those over all pictures up to it
   */
  public void add(List<ReproductionImageRow> own, List<ReproductionRow> sofar) {
    try {
      images.append(own);
    } catch (IOException e) {
      throw WriteFailure.of(folder.table(ReproductionImageRow.SCHEMA).file(), e);
    }
    folder.table(ReproductionRow.SCHEMA).write(sofar);
  }

  /**
   * Ends the run.
   *
   * @param rows its numbers
   * @param counts how far it came
   * @param now ISO 8601 in UTC
   */
  public void finish(List<ReproductionRow> rows, Counts counts, String now) {
    folder.table(ReproductionRow.SCHEMA).write(rows);
    section =
        section
            .ended(now, counts, section.measured(), section.notes())
            .withFiles(RunPart.REPRODUCTION.marks(folder));
    Manifest.record(folder, RunPart.REPRODUCTION.command(), section);
  }

  @Override
  public void close() {
    try (RunLock held = lock) {
      images.close();
    } catch (IOException e) {
      throw WriteFailure.of(folder.root(), e);
    }
  }
}
