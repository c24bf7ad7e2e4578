package vitexplain.cli;

import java.io.PrintWriter;
import vitexplain.study.ExplainRun;

/** What {@code explain} prints: a line per image, and their mean, for every method. */
final class ExplainReport {
  private ExplainReport() {}

  static void print(ExplainRun.Result result, PrintWriter out, PrintWriter err) {
    result
        .scores()
        .forEach(
            (method, perImage) -> {
              perImage.forEach(
                  (image, score) -> out.printf("%s %s: %s%n", method, image, score.line()));
              result
                  .mean(method)
                  .ifPresent(
                      mean ->
                          out.printf("%s mean of %d: %s%n", method, perImage.size(), mean.line()));
            });
    out.printf("%d heatmap(s) in %s%n", result.written(), result.folder());
    result.failures().forEach(reason -> err.println("failed: " + reason));
  }
}
