package vitexplain.latency.jmh;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.ProgressLine;

/** A bar with the time left, from the lines that are printed before each trial. */
public final class JmhProgress implements Consumer<String>, AutoCloseable {

  private static final Pattern TRIAL = Pattern.compile("# Trial (\\d+) of (\\d+)");
  private static final Pattern BENCHMARK = Pattern.compile("# Benchmark: .*\\.(\\w+)");
  private static final Pattern PEER = Pattern.compile("# Peer: (\\S+)");
  private static final Pattern METHOD = Pattern.compile("# Parameters: .*\\bmethod = ([^,)]+).*");
  private static final int STEPS = 1000;

  private final Optional<ProgressLine> bar;
  private double begin;
  private double end;

  private JmhProgress(Optional<ProgressLine> bar) {
    this.bar = bar;
  }

  /**
   * A bar on the error stream.
   *
   * @param quiet draws nothing
   */
  public static JmhProgress open(boolean quiet) {
    return new JmhProgress(
        quiet ? Optional.empty() : Optional.of(ProgressLine.open("bench", STEPS, 0)));
  }

  /** The next run goes from where the bar stands to {@code to}, 0 to 1. */
  public void nextRunEndsAt(double to) {
    begin = end;
    end = to;
  }

  /** All is measured. */
  public void done() {
    bar.ifPresent(line -> line.stepTo(STEPS));
  }

  @Override
  public void accept(String printed) {
    showIfMatching(BENCHMARK.matcher(printed));
    showIfMatching(METHOD.matcher(printed));
    showIfMatching(PEER.matcher(printed));
    double share = share(printed);
    if (!Double.isNaN(share)) {
      long done = Math.round(STEPS * (begin + share * (end - begin)));
      bar.ifPresent(line -> line.stepTo(done));
    }
  }

  private void showIfMatching(Matcher matcher) {
    if (matcher.matches()) {
      bar.ifPresent(line -> line.message(" " + matcher.group(1)));
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
    bar.ifPresent(ProgressLine::close);
  }
}
