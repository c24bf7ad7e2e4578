package vitexplain.base;

/** Hears how far a long command has come. */
public interface Progress {

  /** Hears nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(int total, int alreadyDone) {}

        @Override
        public void step(String finished) {}
      };

  /** Called once before the work; {@code alreadyDone} units are kept from an earlier run. */
  void begin(int total, int alreadyDone);

  /** Called after each unit. */
  void step(String finished);

  /**
   * Called when the work is done and another part with its own units begins.
   *
   * @param task name of the part
   * @return who hears about it; silent unless overridden
   */
  default Progress next(String task, int total) {
    return SILENT;
  }
}
