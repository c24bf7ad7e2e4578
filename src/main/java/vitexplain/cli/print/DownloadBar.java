package vitexplain.cli.print;

import java.io.PrintWriter;
import vitexplain.base.ProgressLine;
import vitexplain.vit.hub.DownloadListener;

/**
 * A progress bar in MiB for each large file that is downloaded; notes are printed even if quiet.
 */
public final class DownloadBar implements DownloadListener {
  private static final long LARGE = 1 << 20;

  private final boolean quiet;
  private final PrintWriter err;
  private ProgressLine line;

  public DownloadBar(boolean quiet, PrintWriter err) {
    this.quiet = quiet;
    this.err = err;
  }

  @Override
  public void begin(String file, long size, long present) {
    if (!quiet && size >= LARGE) {
      line = ProgressLine.openBytes(file, size, present);
    }
  }

  @Override
  public void arrived(long bytes) {
    if (line != null) {
      line.stepTo(bytes);
    }
  }

  @Override
  public void end() {
    if (line != null) {
      line.close();
      line = null;
    }
  }

  @Override
  public void note(String sentence) {
    err.println("note: " + sentence);
    err.flush();
  }
}
