package vitexplain.demo;

/** Told after every step of a training. */
@FunctionalInterface
public interface TrainingProgress {

  /** Tells nobody. */
  TrainingProgress QUIET = (step, steps, loss, accuracy) -> {};

  /**
   * One step is done.
   *
   * @param step steps done, from 1
   * @param steps steps in all
   * @param loss mean cross-entropy of the step's scenes, in nats
   * @param accuracy share of the step's scenes named right before the step, 0 to 1
   */
  void step(int step, int steps, double loss, double accuracy);
}
