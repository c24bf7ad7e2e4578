package vitexplain.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.report.chart.FigureFormats;
import vitexplain.report.chart.Picture;
import vitexplain.report.chart.Plot;
import vitexplain.report.figure.Figure;
import vitexplain.report.latex.LatexDocument;
import vitexplain.report.page.Chapter;
import vitexplain.report.page.Page;
import vitexplain.report.results.Results;
import vitexplain.report.table.Latex;
import vitexplain.report.table.PaperTable;
import vitexplain.report.table.Tables;
import vitexplain.run.RunFolder;
import vitexplain.run.table.Schema;
import vitexplain.run.table.Table;

/** Draws a run folder: its figures, tables and page, from the files that are there. */
public final class ReportWriter {

  private ReportWriter() {}

  /**
   * Writes {@code figures}, {@code tables} and {@code index.html} anew. Everything is drawn aside
   * first, so that an interruption leaves the page that was there, with files behind its links;
   * what an earlier report left in the two folders goes last. The caller holds the folder's lock.
   *
   * @return the page
   * @throws Refusal if the folder holds no results, or a file that cannot be read
   */
  public static Path write(RunFolder folder) {
    return write(folder, FigureFormats.ALL, false);
  }

  /**
   * The same with files of figures in some formats only.
   *
   * @param latex whether {@code tables} gets all of them as one document in LaTeX, and the
   *     references of what the run used
   */
  public static Path write(RunFolder folder, FigureFormats formats, boolean latex) {
    Results results = Results.of(folder);
    if (results.latency().isEmpty()
        && results.summary().isEmpty()
        && results.reproduction().isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' holds neither latency.csv nor summary.csv nor reproduce.csv, so there is nothing to report. Run bench, evaluate or reproduce with the same --out first.",
              folder.root()));
    }
    Draft draft = Draft.begin(folder);
    figures(draft.folder(), results, formats);
    List<PaperTable> tables = Tables.of(results);
    tables(draft.folder(), tables);
    if (latex) {
      LatexDocument document = new LatexDocument(results, tables);
      Path place = draft.folder().tables();
      AtomicFile.write(place.resolve(LatexDocument.FILE), document.text());
      AtomicFile.write(place.resolve(LatexDocument.REFERENCES), document.references());
    }
    AtomicFile.write(draft.folder().page(), Page.of(results, tables, formats));
    draft.publish();
    return folder.page();
  }

  private static void figures(RunFolder folder, Results results, FigureFormats formats) {
    for (Figure figure : Chapter.figuresOfAll()) {
      for (Plot plot : figure.plots(results)) {
        Path base = folder.figures().resolve(plot.name());
        if (formats.has(FigureFormats.Kind.PNG)) {
          AtomicFile.write(Path.of(base + ".png"), Picture.png(plot.chart()).bytes());
        }
        if (formats.has(FigureFormats.Kind.SVG)) {
          AtomicFile.write(Path.of(base + ".svg"), Picture.svg(plot.chart()).bytes());
        }
      }
    }
  }

  private static void tables(RunFolder folder, List<PaperTable> tables) {
    for (PaperTable table : tables) {
      Schema<List<String>> schema =
          new Schema<>(
              table.name() + ".csv",
              table.header(),
              List::copyOf,
              fields -> table.header().stream().map(fields::text).toList());
      new Table<>(folder.tables().resolve(schema.fileName()), schema).write(table.rows());
      AtomicFile.write(folder.tables().resolve(table.name() + ".tex"), Latex.of(table));
    }
  }
}
