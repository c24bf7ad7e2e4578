package vitexplain.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import vitexplain.study.Progress;

/** A progress bar with time left on standard error; silent if that is asked for. */
final class Bar implements Progress, AutoCloseable {
  private final String task;
  private final boolean quiet;
  private ProgressBar bar;

  Bar(String task, boolean quiet) {
    this.task = task;
    this.quiet = quiet;
  }

  @Override
  public void begin(int total, int alreadyDone) {
    if (!quiet) {
      bar = bar(task, total, alreadyDone);
    }
  }

  @Override
  public Progress next(String part, int total) {
    close();
    if (!quiet) {
      bar = bar(part, total, 0);
    }
    return this;
  }

  private static ProgressBar bar(String task, int total, int alreadyDone) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .startsFrom(alreadyDone, Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .build();
  }

  @Override
  public void step(String finished) {
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(finished);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
