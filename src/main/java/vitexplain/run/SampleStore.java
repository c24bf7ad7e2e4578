package vitexplain.run;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import vitexplain.base.Refusal;
import vitexplain.base.RunningSha256;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ImageRows;
import vitexplain.run.row.ProgressRow;
import vitexplain.run.table.AppendOnly;
import vitexplain.run.table.Table;

/**
 * The growing files of an evaluation: {@code samples.csv.gz}, {@code confusion.csv}, {@code
 * failures.csv} and {@code images.csv}, one image at a time in the plan's order.
 *
 * <p>An image counts once its line stands in {@code progress.csv}, which is written last and holds
 * the files' lengths and hashes. Opening cuts every file back to the last such mark, so a run that
 * was killed at any moment and resumed leaves the same bytes as one that was not: nothing lost but
 * the image in hand, nothing twice. A file that is not what its marks say is refused.
 */
public final class SampleStore implements AutoCloseable {

  private final List<String> plan;
  private final AppendOnly<ProgressRow> progress;
  private final AppendOnly<CurveRow> samples;
  private final AppendOnly<ConfusionRow> confusion;
  private final AppendOnly<FailureRow> failures;
  private final AppendOnly<ImageRow> images;
  private int done;

  private SampleStore(RunFolder folder, List<String> plan, Committed before) throws IOException {
    this.plan = plan;
    this.done = before.names().size();
    // First, so that a crash in between never leaves samples without their progress.
    Table<ProgressRow> marks = folder.table(ProgressRow.SCHEMA);
    this.progress =
        done == 0
            ? AppendOnly.empty(marks)
            : AppendOnly.at(marks, before.progressLength(), new RunningSha256());
    this.samples = before.open(folder.samples().curves());
    this.confusion = before.open(folder.table(ConfusionRow.SCHEMA));
    this.failures = before.open(folder.table(FailureRow.SCHEMA));
    this.images = before.open(folder.table(ImageRow.SCHEMA));
  }

  /**
   * Opens the store of a folder that the caller has locked, new or to be resumed.
   *
   * @param plan every image of the evaluation, in order, each once
   * @throws Refusal if the files belong to another plan or version, or were altered
   */
  public static SampleStore open(RunFolder folder, List<String> plan) {
    return open(folder, plan, Committed.in(folder));
  }

  /**
   * The same, what is there being known.
   *
   * @param before what {@link Committed#in} found
   */
  public static SampleStore open(RunFolder folder, List<String> plan, Committed before) {
    List<String> images = List.copyOf(plan);
    requireDistinct(images);
    before.requireBeginningOf(folder, images);
    return cut(folder, images, before);
  }

  /**
   * Leaves of a folder that was cut off the whole images alone.
   *
   * @throws Refusal if there is more behind them than an interruption can have left
   */
  public static void settle(RunFolder folder, Committed before) {
    folder.samples().requireCurrent();
    before.requireOneImageBehind();
    cut(folder, before.names(), before).close();
  }

  private static SampleStore cut(RunFolder folder, List<String> images, Committed before) {
    try {
      return new SampleStore(folder, images, before);
    } catch (IOException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "the samples in '%s' cannot be opened: %s", folder.root(), e),
          e);
    }
  }

  /** Images still to be done, in the plan's order. */
  public List<String> remaining() {
    return plan.subList(done, plan.size());
  }

  /**
   * Stores the next image, durably.
   *
   * @throws IllegalArgumentException if it is not the first of {@link #remaining}
   */
  public void append(ImageRow image, ImageRows rows) {
    String name = rows.image();
    if (done == plan.size() || !plan.get(done).equals(name) || !image.image().equals(name)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "image '%s' is out of order; remaining: %s", name, remaining()));
    }
    try {
      samples.append(CurveRow.of(rows.samples()));
      confusion.append(rows.confusion());
      failures.append(rows.failures());
      images.append(List.of(image));
      progress.append(
          List.of(
              new ProgressRow(
                  name,
                  List.of(samples.mark(), confusion.mark(), failures.mark(), images.mark()))));
      for (AppendOnly<?> file : growing()) {
        file.commit();
      }
    } catch (IOException e) {
      rollBack();
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "the rows of image '%s' cannot be written: %s. Free disk space, then run again with --resume.",
              name,
              e),
          e);
    }
    done++;
  }

  private List<AppendOnly<?>> growing() {
    return List.of(samples, confusion, failures, images);
  }

  /** Leaves only whole images in a folder that could not be written any further. */
  private void rollBack() {
    try {
      for (AppendOnly<?> file : growing()) {
        file.rollBack();
      }
    } catch (IOException nothingMoreToDo) {
      // Opening the store cuts back too; what went wrong before is what the caller must hear.
    }
  }

  private static void requireDistinct(List<String> images) {
    HashSet<String> seen = new HashSet<>();
    for (String image : images) {
      if (!seen.add(image)) {
        throw Refusal.request(
            String.format(Locale.ROOT, "image '%s' is planned twice. Names must differ.", image));
      }
    }
  }

  @Override
  public void close() {
    try (progress;
        samples;
        confusion;
        failures;
        images) {
      // Closed in turn, each even if another fails.
    } catch (IOException e) {
      throw Refusal.request("the samples cannot be closed: " + e, e);
    }
  }
}
