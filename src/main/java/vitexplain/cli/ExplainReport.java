package vitexplain.cli;

import vitexplain.study.ExplainRun;

/** What {@code explain} prints: a line per image, and their mean, for every method. */
final class ExplainReport {
  private ExplainReport() {}

  static void print(ExplainRun.Result result) {
    result
        .scores()
        .forEach(
            (method, perImage) -> {
              perImage.forEach(
                  (image, score) -> System.out.printf("%s %s: %s%n", method, image, score.line()));
              result
                  .mean(method)
                  .ifPresent(
                      mean ->
                          System.out.printf(
                              "%s mean of %d: %s%n", method, perImage.size(), mean.line()));
            });
    System.out.printf("%d heatmap(s) in %s%n", result.written(), result.folder());
    result.failures().forEach(reason -> System.err.println("failed: " + reason));
  }
}
