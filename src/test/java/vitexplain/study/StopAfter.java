package vitexplain.study;

/** Stops a run after some images, as a signal would. */
final class StopAfter implements Progress {

  /** What it stops the run with. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private int left;

  StopAfter(int images) {
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
