package vitexplain.study;

import vitexplain.base.Progress;

/** Stops a run after some images, as a signal would. */
public final class StopAfter implements Progress {

  /** What it stops the run with. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private int left;

  public StopAfter(int images) {
    left = images;
  }

  @Override
  public void begin(int total, int alreadyDone) {}

  @Override
  public void step(String finished) {
    if (--left == 0) {
      throw new Stopped();
    }
  }
}
