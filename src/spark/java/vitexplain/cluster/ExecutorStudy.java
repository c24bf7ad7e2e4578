package vitexplain.cluster;

import java.util.Optional;
import vitexplain.study.unit.OpenStudy;
import vitexplain.study.unit.StudySetting;
import vitexplain.study.unit.UnitKey;
import vitexplain.study.unit.UnitResult;

/**
 * The study that this process has open. An executor is asked about one image after another and must
 * not load the model for each, and Spark keeps nothing between tasks but the process: this is the
 * one thing in the program that lives as long as it does. A study of another plan or model, known
 * by its hashes, takes the place of the one before.
 */
final class ExecutorStudy {
  private static final ExecutorStudy OF_THIS_PROCESS = new ExecutorStudy();

  /** A study and what it was opened by. */
  private record Kept(StudySetting setting, OpenStudy study) {}

  private Optional<Kept> kept = Optional.empty();

  private ExecutorStudy() {}

  /**
   * Evaluates one image; one at a time, as the engine computes gradients of one thread at a time.
   */
  static UnitResult compute(StudySetting setting, UnitKey key) {
    synchronized (OF_THIS_PROCESS) {
      return OF_THIS_PROCESS.open(setting).compute(key);
    }
  }

  private OpenStudy open(StudySetting setting) {
    if (kept.filter(k -> k.setting().equals(setting)).isEmpty()) {
      kept.ifPresent(k -> k.study().close());
      kept = Optional.empty();
      kept = Optional.of(new Kept(setting, new OpenStudy(setting)));
    }
    return kept.get().study();
  }
}
