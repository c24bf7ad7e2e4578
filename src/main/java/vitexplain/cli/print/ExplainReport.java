package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.Locale;
import vitexplain.heatmaps.ExplainRun;
import vitexplain.heatmaps.ExplainScores;

/** What {@code explain} prints: a line per image, and their mean, for every method. */
public final class ExplainReport {
  private ExplainReport() {}

  public static void print(ExplainRun.Result result, PrintWriter out, PrintWriter err) {
    result.explained().forEach((image, words) -> out.printf(Locale.ROOT, "%s: %s%n", image, words));
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
    MaskRemark.print(
        result.uniformMasks().empty(),
        "foreground",
        result.onGrid()
            ? "AP counts as 0 in the means, as in soham5498/Explanable_Ai; without"
                + " --student-metrics it is left out."
            : "AP is undefined there and left out of the means, as is IoU where the map has"
                + " no foreground either.",
        out);
    MaskRemark.print(result.uniformMasks().full(), "background", "AP is 1 for every map.", out);
    out.printf(Locale.ROOT, "%d heatmap(s) in %s%n", result.written(), result.folder());
    result.contact().ifPresent(folder -> out.println("Contact sheets in " + folder));
    if (result.contact().isEmpty() && result.scores().size() > 1) {
      err.println("no contact sheets: Java finds no font. doctor says how to mend it");
    }
    result.failures().forEach(reason -> err.println("failed: " + reason));
  }
}
