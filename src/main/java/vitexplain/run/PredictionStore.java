package vitexplain.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.base.RunningSha256;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.PredictionMark;
import vitexplain.run.row.PredictionRow;
import vitexplain.run.table.AppendOnly;
import vitexplain.run.table.Growth;
import vitexplain.run.table.Table;

/**
 * A file of predictions that grows image by image in the folder {@code FILE.partial} beside it and
 * gets its name when all are done, so that the file is always whole. An interrupted one stays in
 * that folder and can be resumed.
 */
public final class PredictionStore implements AutoCloseable {
  private static final String COMMAND = "predict";

  private final Path target;
  private final RunFolder folder;
  private final RunLock lock;
  private final Set<String> done = new LinkedHashSet<>();
  private AppendOnly<PredictionRow> rows;
  private AppendOnly<PredictionMark> marks;
  private boolean finished;

  private PredictionStore(Path target, RunFolder folder, RunLock lock) {
    this.target = target;
    this.folder = folder;
    this.lock = lock;
  }

  /** Where the rows are until all are done. */
  public static Path partial(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial");
  }

  /**
   * Begins, or goes on with what an interrupted run left.
   *
   * @param section of which the configuration holds all that can change a number
   * @param resume whether to go on
   * @throws Refusal if there is something to go on with and {@code resume} is false, or it is of
   *     another configuration, or was altered
   */
  public static PredictionStore open(Path target, Section section, boolean resume) {
    RunFolder folder = RunFolder.prepare(partial(target), Existing.KEEP);
    RunLock lock = folder.lock();
    PredictionStore store = new PredictionStore(target, folder, lock);
    try {
      store.begin(section, resume);
      return store;
    } catch (IOException e) {
      lock.close();
      throw Refusal.request(folder.root() + " cannot be read or written: " + e, e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void begin(Section section, boolean resume) throws IOException {
    Table<PredictionRow> table = folder.table(PredictionRow.SCHEMA);
    Table<PredictionMark> progress = folder.table(PredictionMark.SCHEMA);
    String text =
        progress.exists() ? Committed.wholeLines(Files.readAllBytes(progress.file())) : "";
    List<PredictionMark> before = text.isEmpty() ? List.of() : progress.parse(text);
    if (before.isEmpty()) {
      Manifest.record(folder, COMMAND, section);
      marks = AppendOnly.empty(progress);
      rows = AppendOnly.empty(table);
      return;
    }
    if (!resume) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' holds %d images that an interrupted predict wrote. Give --resume to go on, or delete that folder to start again.",
              folder.root(),
              before.size()));
    }
    Manifest manifest = Manifest.of(folder);
    manifest.requireSameConfig(COMMAND, section.config());
    try (Growth growth = Growth.open(table)) {
      for (PredictionMark mark : before) {
        if (!growth.reaches(mark.mark())) {
          throw growth.altered(mark.image(), mark.mark(), mark.equals(before.get(0)));
        }
        done.add(mark.image());
      }
      rows = AppendOnly.at(table, growth.position(), growth.hash());
    }
    long length = text.getBytes(StandardCharsets.UTF_8).length;
    marks = AppendOnly.at(progress, length, new RunningSha256());
    Manifest.record(
        folder,
        COMMAND,
        manifest.section(COMMAND).map(first -> first.resumedBy(section)).orElse(section));
  }

  /** Images that are done. */
  public Set<String> done() {
    return Set.copyOf(done);
  }

  /**
   * Stores one image's rows, durably.
   *
   * @throws Refusal if the disk does not take them
   */
  public void append(String image, List<PredictionRow> predictions) {
    try {
      rows.append(predictions);
      marks.append(List.of(new PredictionMark(image, rows.mark())));
      done.add(image);
    } catch (IOException e) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "the predictions of image '%s' cannot be written: %s. Free disk space, then run again with --resume.",
              image,
              e),
          e);
    }
  }

  /** All images are done or cannot be: the file gets its name. */
  public void finish() {
    try {
      rows.close();
      AtomicFile.move(folder.table(PredictionRow.SCHEMA).file(), target);
      finished = true;
    } catch (IOException e) {
      throw Refusal.request(target + " cannot be written: " + e, e);
    }
  }

  /** Leaves the folder only if there is something in it to go on with. */
  @Override
  public void close() {
    try (RunLock held = lock;
        AppendOnly<?> predictions = rows;
        AppendOnly<?> progress = marks) {
      // Closed in turn, each even if another fails.
    } catch (IOException e) {
      throw Refusal.request(folder.root() + " cannot be closed: " + e, e);
    }
    if (finished || done.isEmpty()) {
      OldRun.removeTree(folder.root());
    }
  }
}
