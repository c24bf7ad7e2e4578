package vitexplain.vit.autograd;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records operations for a backward pass. The engine records for one thread of the process at a
 * time and fails in a second one; here the second one waits until the first has closed its
 * collector. Nothing else in this program may open the engine's own.
 */
public final class Collector implements AutoCloseable {
  /** As static as the engine's own flag, which it guards. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  private final GradientCollector collector;

  private Collector(GradientCollector collector) {
    this.collector = collector;
  }

  /**
   * Waits for its turn and begins to record; the thread that opens it closes it.
   *
   * @throws IllegalStateException if this thread is recording already
   */
  public static Collector open(Engine engine) {
    ONE_AT_A_TIME.lock();
    try {
      return new Collector(engine.newGradientCollector());
    } catch (RuntimeException | Error failure) {
      ONE_AT_A_TIME.unlock();
      throw failure;
    }
  }

  /** Adds the gradient of a scalar to every leaf that it was computed from. */
  public void backward(NDArray scalar) {
    collector.backward(scalar);
  }

  @Override
  public void close() {
    try {
      collector.close();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }
}
