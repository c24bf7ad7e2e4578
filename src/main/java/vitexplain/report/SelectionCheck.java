package vitexplain.report;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.report.results.CaseSelection;
import vitexplain.report.results.Results;
import vitexplain.report.results.Selection;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.SummaryRow;

/** Whether a run has what a figure is to show. */
record SelectionCheck(Results results) {

  /**
   * Does nothing if it has.
   *
   * @throws Refusal naming what it has not, and what it has
   */
  void require(Selection selection) {
    List<String> methods =
        Stream.concat(
                results.summary().stream().map(SummaryRow::method),
                results.latency().stream().map(LatencyRow::method))
            .filter(id -> !id.isEmpty())
            .distinct()
            .toList();
    require("method", selection.methods(), methods);
    require(
        "metric",
        selection.metrics(),
        results.summary().stream().map(SummaryRow::metric).distinct().toList());
    require("image", selection.images(), images());
    if (selection.images().isEmpty()) {
      return;
    }
    List<String> kept = images().stream().filter(this::hasPicture).toList();
    for (String image : selection.images()) {
      if (!kept.contains(image)) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "image '%s' has no heatmaps in '%s', which keeps those of: %s. The command explain draws any image.",
                image,
                results.folder().heatmaps(),
                kept.isEmpty() ? "none" : String.join(", ", kept)));
      }
    }
  }

  private boolean hasPicture(String image) {
    return Files.exists(results.folder().heatmap(RunFolder.IMAGES, image));
  }

  /** By {@code images.csv}, which older folders lack. */
  private List<String> images() {
    List<ImageRow> rows = results.folder().table(ImageRow.SCHEMA).readIfPresent();
    return rows.isEmpty()
        ? List.copyOf(CaseSelection.of(results).srg().keySet())
        : rows.stream().map(ImageRow::image).toList();
  }

  private void require(String what, List<String> asked, List<String> known) {
    for (String name : asked) {
      if (!known.contains(name)) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "%s '%s' is not in run folder '%s'. %s",
                what,
                name,
                results.folder().root(),
                known.isEmpty() ? "It has no " + what + "." : NearestName.hint(name, known)));
      }
    }
  }
}
