package vitexplain.base;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a task has come and the time left, on standard error: a bar that is drawn again in place
 * on a terminal, and elsewhere (a log file, a pipe) a plain line after each tenth. Once it is
 * closed it draws nothing more, so that what is printed next stays.
 */
public final class ProgressLine implements AutoCloseable {
  /** System property with the columns of the terminal that standard error is; unset for none. */
  public static final String COLUMNS = "vitexplain.columns";

  private static final int TERMINAL_INTERVAL_MILLIS = 500;

  /** A sign of life within a tenth of a long task, with the next unit. */
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);

  private static final int TENTHS = 10;
  private static final int LOG_COLUMNS = 100;
  private static final int LEAST_COLUMNS = 40;
  private static final Pattern NOTHING_DONE = Pattern.compile(" 0% \\[");

  private final ProgressBar bar;
  private final ProgressBarConsumer consumer;
  private final boolean tenths;
  private long tenth;
  private long drawn = System.nanoTime();

  private ProgressLine(ProgressBar bar, ProgressBarConsumer consumer, boolean tenths) {
    this.bar = bar;
    this.consumer = consumer;
    this.tenths = tenths;
    this.tenth = reached();
  }

  /**
   * Begins a task.
   *
   * @param task its name
   * @param total units of it
   * @param alreadyDone units that are done and tell nothing of the time left
   */
  public static ProgressLine open(String task, long total, long alreadyDone) {
    return open(task, total, alreadyDone, "", 1);
  }

  /** The same of bytes, which are shown in MiB. */
  public static ProgressLine openBytes(String task, long total, long alreadyDone) {
    return open(task, total, alreadyDone, " MiB", 1 << 20);
  }

  private static ProgressLine open(
      String task, long total, long alreadyDone, String unit, long unitSize) {
    int columns = Integer.getInteger(COLUMNS, 0);
    // A width that is given keeps the library from asking a terminal of its own, which would take
    // the signals: no shutdown hook would run after Ctrl-C.
    ProgressBarConsumer consumer =
        columns > 0 ? new OneLine(Math.max(LEAST_COLUMNS, columns - 1)) : new WholeLines();
    return new ProgressLine(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .startsFrom(alreadyDone, Duration.ZERO)
            .setUnit(unit, unitSize)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(TERMINAL_INTERVAL_MILLIS)
            .setConsumer(consumer)
            .build(),
        consumer,
        columns <= 0);
  }

  /** A line of a terminal, ended once: the library may close it late and from its own thread. */
  private static final class OneLine extends ConsoleProgressBarConsumer {
    private boolean ended;

    OneLine(int columns) {
      super(System.err, columns);
    }

    @Override
    public synchronized void accept(String drawn) {
      if (!ended) {
        super.accept(drawn);
      }
    }

    @Override
    public synchronized void close() {
      if (!ended) {
        ended = true;
        super.close();
      }
    }
  }

  /**
   * Plain lines, and only those that were asked for: the library's own thread draws when it likes,
   * and what was so a moment ago. None before anything is done, none twice, none after the end.
   */
  private static final class WholeLines implements ProgressBarConsumer {
    private volatile Optional<Thread> asking = Optional.empty();
    private String last = "";
    private boolean ended;

    @Override
    public int getMaxRenderedLength() {
      return LOG_COLUMNS;
    }

    @Override
    public synchronized void accept(String drawn) {
      String line = drawn.strip();
      boolean ours = asking.equals(Optional.of(Thread.currentThread()));
      if (ours && !ended && !NOTHING_DONE.matcher(line).find() && !line.equals(last)) {
        last = line;
        System.err.println(line);
      }
    }

    @Override
    public synchronized void close() {
      ended = true;
    }

    /** Holds no lock that the library's thread might want. */
    void draw(ProgressBar bar) {
      asking = Optional.of(Thread.currentThread());
      bar.refresh();
      asking = Optional.empty();
    }
  }

  /** One more unit is done. */
  public void step(String finished) {
    bar.setExtraMessage(finished);
    bar.step();
    drawAtATenth();
  }

  /** So many units are done. */
  public void stepTo(long done) {
    bar.stepTo(done);
    drawAtATenth();
  }

  private synchronized void drawAtATenth() {
    long now = reached();
    boolean late = System.nanoTime() - drawn > LOG_INTERVAL.toNanos();
    if (tenths && (now > tenth || late)) {
      tenth = now;
      drawn = System.nanoTime();
      draw();
    }
  }

  private synchronized void draw() {
    if (consumer instanceof WholeLines lines) {
      lines.draw(bar);
    } else {
      bar.refresh();
    }
  }

  private long reached() {
    return bar.getMax() > 0 ? TENTHS * bar.getCurrent() / bar.getMax() : 0;
  }

  /** What is shown behind the bar. */
  public void message(String text) {
    bar.setExtraMessage(text);
  }

  /** Draws it a last time and ends its line; closing it again does nothing. */
  @Override
  public void close() {
    draw();
    consumer.close(); // before the library does, which may be later and from its own thread
    bar.close();
  }
}
