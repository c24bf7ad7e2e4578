package vitexplain.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import vitexplain.base.Refusal;
import vitexplain.study.unit.UnitKey;
import vitexplain.study.unit.UnitResult;

/**
 * Results in the order of the images: a job of one task for each image, so many of them submitted
 * ahead of the image that is waited for. A task that is lost with its executor is computed again by
 * Spark from its key; whatever is computed twice gives the same rows, and is taken once.
 *
 * <p>Not {@code collect}, which holds the rows of all images; nor {@code toLocalIterator}, which
 * runs one partition at a time. Replies that are ahead stay packed.
 */
final class SparkResults implements Iterator<UnitResult> {
  /**
   * Images for each executor: one on which the methods' sanity is checked may take ten times as
   * long as the others, which must not wait for it.
   */
  private static final int AHEAD = 16;

  private static final String RESUME = "What is done is kept; go on with --resume.";

  /** A job, and what it is about. */
  private record Job(String image, JavaFutureAction<List<UnitReply>> reply) {}

  private final JavaSparkContext spark;
  private final UnitTask task;
  private final Iterator<UnitKey> units;
  private final Deque<Job> ahead = new ArrayDeque<>();

  SparkResults(JavaSparkContext spark, UnitTask task, Iterator<UnitKey> units) {
    this.spark = spark;
    this.task = task;
    this.units = units;
  }

  @Override
  public boolean hasNext() {
    return units.hasNext() || !ahead.isEmpty();
  }

  @Override
  public UnitResult next() {
    submit();
    Job first = ahead.remove();
    try {
      return first.reply().get().get(0).result();
    } catch (ExecutionException lost) {
      throw gaveUp(first.image(), lost.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw gaveUp(first.image(), stopped);
    }
  }

  private void submit() {
    // The driver is among them.
    int executors = Math.max(1, spark.statusTracker().getExecutorInfos().length - 1);
    while (units.hasNext() && ahead.size() < AHEAD * executors) {
      UnitKey unit = units.next();
      String image = "image '" + unit.image() + "'";
      try {
        spark.setJobDescription(image);
        ahead.add(
            new Job(unit.image(), spark.parallelize(List.of(unit), 1).map(task).collectAsync()));
      } catch (IllegalStateException stopped) {
        throw gaveUp(unit.image(), stopped);
      }
    }
  }

  private static Refusal gaveUp(String image, Throwable failure) {
    return Refusal.environment(
        String.format(
            Locale.ROOT, "Spark gave up on image '%s': %s. %s", image, reason(failure), RESUME),
        failure);
  }

  /** The first line of Spark's messages says what happened, the others where. */
  static String reason(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return text.lines().findFirst().orElse(failure.toString()).replaceFirst("\\.$", "");
  }
}
