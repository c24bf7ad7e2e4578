package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import vitexplain.heatmaps.ExplainRun;
import vitexplain.heatmaps.ExplainScores;

/** What {@code explain} prints: a line per image, and their mean, for every method. */
public final class ExplainReport {
  /** More names than this are counted. */
  private static final int NAMED = 5;

  private ExplainReport() {}

  public static void print(ExplainRun.Result result, PrintWriter out, PrintWriter err) {
    result
        .scores()
        .forEach(
            (method, perImage) -> {
              perImage.forEach(
                  (image, score) ->
                      out.printf(Locale.ROOT, "%s %s: %s%n", method, image, score.line()));
              if (!perImage.isEmpty()) {
                String mean = ExplainScores.line(perImage.values());
                out.printf(Locale.ROOT, "%s mean of %d: %s%n", method, perImage.size(), mean);
              }
            });
    if (!result.emptyMasks().isEmpty()) {
      out.println(emptyMasks(result));
    }
    out.printf(Locale.ROOT, "%d heatmap(s) in %s%n", result.written(), result.folder());
    result.failures().forEach(reason -> err.println("failed: " + reason));
  }

  private static String emptyMasks(ExplainRun.Result result) {
    String names =
        result.emptyMasks().stream().limit(NAMED).collect(Collectors.joining(", "))
            + (result.emptyMasks().size() > NAMED ? ", ..." : "");
    return String.format(
        Locale.ROOT,
        "%d mask(s) without foreground (%s): %s",
        result.emptyMasks().size(),
        names,
        result.onGrid()
            ? "AP counts as 0 in the means, as in soham5498/Explanable_Ai; without"
                + " --student-metrics it is left out."
            : "AP is undefined there and left out of the means, as is IoU where the map has"
                + " no foreground either.");
  }
}
