package vitexplain.cli.print;

import vitexplain.base.Progress;
import vitexplain.base.ProgressLine;

/** A progress bar with time left on standard error; silent if that is asked for. */
public final class Bar implements Progress, AutoCloseable {
  private final String task;
  private final boolean quiet;
  private ProgressLine line;

  public Bar(String task, boolean quiet) {
    this.task = task;
    this.quiet = quiet;
  }

  @Override
  public void begin(int total, int alreadyDone) {
    if (!quiet) {
      line = ProgressLine.open(task, total, alreadyDone);
    }
  }

  @Override
  public Progress next(String part, int total) {
    close();
    if (!quiet) {
      line = ProgressLine.open(part, total, 0);
    }
    return this;
  }

  @Override
  public void step(String finished) {
    if (line != null) {
      line.step(finished);
    }
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
