package vitexplain.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.report.chart.Plot;
import vitexplain.report.page.Chapter;
import vitexplain.report.print.Layout;
import vitexplain.report.print.PrintFormat;
import vitexplain.report.results.Results;
import vitexplain.report.results.Selection;
import vitexplain.run.RunFolder;

/** One figure of a run folder as a file for a paper or a slide. */
public final class FigureWriter {

  /** The only figure with rows of images. */
  private static final String GALLERY = "gallery";

  /**
   * A figure's file.
   *
   * @param bytes the file
   * @param panels what each of its panels shows, from (a) on; none of a figure that has one
   */
  public record Printed(byte[] bytes, List<String> panels) {}

  private final Results results;

  /**
   * Reads a folder.
   *
   * @throws Refusal if a file of it cannot be read
   */
  public FigureWriter(RunFolder folder) {
    this.results = Results.of(folder).forPrint();
  }

  /** Names of the folder's figures, each with what it shows. */
  public List<List<String>> list() {
    return plots(results).stream().map(plot -> List.of(plot.name(), title(plot))).toList();
  }

  private static String title(Plot plot) {
    return plot.chart() instanceof XYChart chart ? chart.getTitle() : plot.alt();
  }

  /**
   * A figure's file.
   *
   * @param name of a figure, or the beginning of several, up to a dash, which become its panels
   * @throws Refusal if there is no such figure, or it shows nothing of what was selected
   */
  public Printed print(String name, Selection selection, Layout layout, PrintFormat format) {
    new SelectionCheck(results).require(selection);
    if (named(plots(results), name).isEmpty()) {
      throw unknown(name);
    }
    if (!selection.images().isEmpty() && !name.startsWith(GALLERY)) {
      throw Refusal.request(
          "figure '" + name + "' shows no single images. --images goes with the figure gallery.");
    }
    if (!selection.metrics().isEmpty() && showsNoMetric(name)) {
      throw Refusal.request(
          "figure '" + name + "' shows no metric that could be chosen. Leave --metrics out.");
    }
    List<Plot> plots = named(plots(results.only(selection)), name);
    if (plots.isEmpty()) {
      throw nothingLeft(name, selection);
    }
    return new Printed(
        format.file(layout.of(plots), layout.width()),
        plots.size() == 1 ? List.of() : plots.stream().map(FigureWriter::title).toList());
  }

  private Refusal nothingLeft(String name, Selection selection) {
    List<Plot> ofAllMetrics = plots(results.only(selection.ofAllMetrics()));
    if (!named(ofAllMetrics, name).isEmpty()) {
      return Refusal.request(
          String.format(
              Locale.ROOT,
              "figure '%s' shows none of the metrics %s. Choose others, or leave --metrics out.",
              name,
              String.join(", ", selection.metrics())));
    }
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "figure '%s' shows none of the methods %s. Methods that are named share one figure, without -peers or -variants in its name; with these there are: %s.",
            name,
            String.join(", ", selection.methods()),
            String.join(", ", names(ofAllMetrics))));
  }

  private boolean showsNoMetric(String name) {
    List<Plot> withoutMeans = plots(results.withSummary(List.of()));
    return name.startsWith(GALLERY) || !named(withoutMeans, name).isEmpty();
  }

  private Refusal unknown(String name) {
    List<String> names = names(plots(results));
    if (names.isEmpty()) {
      return Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' holds nothing to draw. Run bench or evaluate with the same --out first.",
              results.folder().root()));
    }
    if (name.startsWith(GALLERY)) {
      return Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' holds no heatmaps, so there is no gallery. evaluate keeps those of the best and worst images; the folder may have been copied without heatmaps/.",
              results.folder().root()));
    }
    Set<String> known = new LinkedHashSet<>(names);
    names.forEach(full -> known.add(full.replaceFirst("-.*", "")));
    List<String> near = NearestName.near(name, known);
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "run folder '%s' has no figure '%s'. %s",
            results.folder().root(),
            name,
            near.isEmpty()
                ? "The command figure without a name lists them."
                : NearestName.hint(name, known)));
  }

  private static List<String> names(List<Plot> plots) {
    return plots.stream().map(Plot::name).toList();
  }

  /** The one of this name, else those whose names begin so. */
  private static List<Plot> named(List<Plot> plots, String name) {
    List<Plot> exactly = plots.stream().filter(plot -> plot.name().equals(name)).toList();
    return exactly.isEmpty()
        ? plots.stream().filter(plot -> plot.name().startsWith(name + "-")).toList()
        : exactly;
  }

  private static List<Plot> plots(Results of) {
    return Chapter.figuresOfAll().stream()
        .flatMap(figure -> Stream.of(figure.plots(of)))
        .flatMap(List::stream)
        .toList();
  }
}
