package vitexplain.cli;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import vitexplain.vit.TrainingProgress;

/** Shows a training's progress on standard error, with the time left. */
final class TrainingBar implements TrainingProgress, AutoCloseable {

  private final ProgressBar bar;

  TrainingBar(int steps) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("train-demo")
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" steps", 1)
            .build();
  }

  @Override
  public void step(int step, int steps, double loss, double accuracy) {
    bar.setExtraMessage(
        String.format(Locale.ROOT, "loss %.3f, accuracy %.0f %%", loss, 100 * accuracy));
    bar.stepTo(step);
  }

  @Override
  public void close() {
    bar.close();
  }
}
