package vitexplain.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import vitexplain.base.Refusal;

/**
 * The growing files of an evaluation: {@code samples.csv}, {@code confusion.csv} and {@code
 * failures.csv}, one image at a time in the plan's order.
 *
 * <p>An image counts once its line stands in {@code progress.csv}, which is written last and holds
 * the files' lengths. Opening cuts every file back to the last such mark, so a run that was killed
 * at any moment and resumed leaves the same bytes as one that was not: nothing lost but the image
 * in hand, nothing twice.
 */
public final class SampleStore implements AutoCloseable {

  private final List<String> plan;
  private final AppendOnly<ProgressRow> progress;
  private final AppendOnly<SampleRow> samples;
  private final AppendOnly<ConfusionRow> confusion;
  private final AppendOnly<FailureRow> failures;
  private ProgressRow last;
  private int done;

  private SampleStore(RunFolder folder, List<String> plan) throws IOException {
    this.plan = plan;
    // First, so that a crash in between never leaves samples without their progress.
    this.progress = AppendOnly.open(folder.table(ProgressRow.SCHEMA));
    this.samples = AppendOnly.open(folder.table(SampleRow.SCHEMA));
    this.confusion = AppendOnly.open(folder.table(ConfusionRow.SCHEMA));
    this.failures = AppendOnly.open(folder.table(FailureRow.SCHEMA));
    this.last =
        new ProgressRow(
            "", samples.headerLength(), confusion.headerLength(), failures.headerLength());
  }

  /**
   * Opens the store of a folder that the caller has locked, new or to be resumed.
   *
   * @param plan every image of the evaluation, in order, each once
   * @throws Refusal if the files belong to another plan or version
   */
  public static SampleStore open(RunFolder folder, List<String> plan) {
    List<String> images = List.copyOf(plan);
    requireDistinct(images);
    requireProgress(folder);
    try {
      SampleStore store = new SampleStore(folder, images);
      store.recover(folder);
      return store;
    } catch (IOException e) {
      throw Refusal.request(
          "the samples in '%s' cannot be opened: %s".formatted(folder.root(), e), e);
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
  public void append(ImageRows rows) {
    if (done == plan.size() || !plan.get(done).equals(rows.image())) {
      throw new IllegalArgumentException(
          "image '%s' is out of order; remaining: %s".formatted(rows.image(), remaining()));
    }
    try {
      samples.append(rows.samples());
      confusion.append(rows.confusion());
      failures.append(rows.failures());
      ProgressRow mark =
          new ProgressRow(rows.image(), samples.length(), confusion.length(), failures.length());
      progress.append(List.of(mark));
      last = mark;
    } catch (IOException e) {
      cutBack();
      throw Refusal.request(
          "the rows of image '%s' cannot be written: %s. Free disk space, then run again with --resume."
              .formatted(rows.image(), e),
          e);
    }
    done++;
  }

  private void recover(RunFolder folder) throws IOException {
    progress.cutTo(progress.wholeLines());
    long progressEnd = progress.headerLength();
    Table<ProgressRow> table = folder.table(ProgressRow.SCHEMA);
    for (ProgressRow row : table.read()) {
      if (!reached(row)) {
        break;
      }
      requirePlanned(folder, row.image());
      last = row;
      progressEnd += table.lines(List.of(row)).getBytes(StandardCharsets.UTF_8).length;
      done++;
    }
    progress.cutTo(progressEnd);
    cutToMark();
  }

  private void cutToMark() throws IOException {
    samples.cutTo(last.samples());
    confusion.cutTo(last.confusion());
    failures.cutTo(last.failures());
  }

  /** Leaves whole images for whoever reads a folder that could not be written any further. */
  private void cutBack() {
    try {
      cutToMark();
    } catch (IOException nothingMoreToDo) {
      // Opening the store cuts back too; what went wrong before is what the caller must hear.
    }
  }

  /** Whether the other files still hold what the mark promises. */
  private boolean reached(ProgressRow row) throws IOException {
    return samples.endsLineAt(row.samples())
        && confusion.endsLineAt(row.confusion())
        && failures.endsLineAt(row.failures());
  }

  private void requirePlanned(RunFolder folder, String image) {
    String planned = done < plan.size() ? "'" + plan.get(done) + "'" : "no more images";
    if (!planned.equals("'" + image + "'")) {
      throw Refusal.request(
          "run folder '%s': image %d was '%s', now %s is planned. Resume with the same images in the same order, or give --overwrite."
              .formatted(folder.root(), done + 1, image, planned));
    }
  }

  private static void requireDistinct(List<String> images) {
    HashSet<String> seen = new HashSet<>();
    for (String image : images) {
      if (!seen.add(image)) {
        throw Refusal.request("image '%s' is planned twice. Names must differ.".formatted(image));
      }
    }
  }

  private static void requireProgress(RunFolder folder) {
    if (!folder.table(ProgressRow.SCHEMA).exists() && folder.table(SampleRow.SCHEMA).exists()) {
      throw Refusal.request(
          "run folder '%s' has samples.csv but no progress.csv, so nobody knows which images are complete. Start again with --overwrite."
              .formatted(folder.root()));
    }
  }

  @Override
  public void close() {
    try (progress;
        samples;
        confusion;
        failures) {
      // Closed in turn, each even if another fails.
    } catch (IOException e) {
      throw Refusal.request("the samples cannot be closed: " + e, e);
    }
  }
}
