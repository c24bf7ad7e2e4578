package vitexplain.latency;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with the time left, from the lines that are printed before each trial. */
final class JmhProgress implements Consumer<String>, AutoCloseable {

  private static final Pattern TRIAL = Pattern.compile("# Trial (\\d+) of (\\d+)");
  private static final Pattern BENCHMARK = Pattern.compile("# Benchmark: .*\\.(\\w+)");
  private static final Pattern METHOD = Pattern.compile("# Parameters: .*\\bmethod = ([^,)]+).*");
  private static final int STEPS = 1000;
  private static final int INTERVAL_MILLIS = 1000;

  private final ProgressBar bar;
  private double begin;
  private double end;

  private JmhProgress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * A bar on the error stream.
   *
   * @param quiet draws nothing
   */
  static JmhProgress open(boolean quiet) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName("bench")
            .setInitialMax(STEPS)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(INTERVAL_MILLIS);
    if (quiet) {
      builder.setConsumer(new DelegatingProgressBarConsumer(drawn -> {}));
    }
    return new JmhProgress(builder.build());
  }

  /** The next run goes from where the bar stands to {@code to}, 0 to 1. */
  void nextRunEndsAt(double to) {
    begin = end;
    end = to;
  }

  @Override
  public void accept(String line) {
    showIfMatching(BENCHMARK.matcher(line));
    showIfMatching(METHOD.matcher(line));
    double share = share(line);
    if (!Double.isNaN(share)) {
      bar.stepTo(Math.round(STEPS * (begin + share * (end - begin))));
    }
  }

  private void showIfMatching(Matcher matcher) {
    if (matcher.matches()) {
      bar.setExtraMessage(" " + matcher.group(1));
    }
  }

  /** The share of a run that was done before the trial in this line, 0 to 1; else NaN. */
  static double share(String line) {
    Matcher matcher = TRIAL.matcher(line);
    return matcher.matches()
        ? (Double.parseDouble(matcher.group(1)) - 1) / Double.parseDouble(matcher.group(2))
        : Double.NaN;
  }

  @Override
  public void close() {
    bar.close();
  }
}
