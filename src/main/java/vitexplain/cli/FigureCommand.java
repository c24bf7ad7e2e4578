package vitexplain.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vitexplain.base.AtomicFile;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.cli.option.Home;
import vitexplain.cli.option.MethodOptions;
import vitexplain.report.FigureWriter;
import vitexplain.report.print.Layout;
import vitexplain.report.print.Length;
import vitexplain.report.print.PrintFormat;
import vitexplain.report.print.PrintStyle;
import vitexplain.report.results.Selection;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.study.Evaluation;

/** One figure of a run folder, for a paper. */
@Command(
    name = "figure",
    mixinStandardHelpOptions = true,
    description = {
      "One figure of a run folder as a file for a paper or a slide; without NAME, the figures that there are.",
      "Text is 7 to 8 points high at the width that is asked for, twice that on slides."
    },
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh figure --out reports/mine",
      "  ./run-bench.sh figure morf-blur --out reports/mine --to deletion.pdf --methods legrad,chefer,random",
      "  ./run-bench.sh figure interval --metrics srg,ap_fg --to intervals.pdf --width 175mm --no-title",
      "  ./run-bench.sh figure gallery --images a.jpg,b.jpg --methods legrad,chefer --to maps.pdf"
    })
final class FigureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "figure; or the beginning of several names, up to a dash, to have them one below the other")
  private String name;

  @Option(names = "--out", paramLabel = "DIR", description = "run folder (default: reports/latest)")
  private Path out;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "file to write: .pdf, with its font; .svg, with text as text; .png, 300 dots an inch")
  private Path file;

  @Option(
      names = "--width",
      paramLabel = "W",
      description = "as 85mm, 8.5cm, 3.35in or 241pt (default: 85mm, on slides 160mm)")
  private String width;

  @Option(
      names = {"--methods", "--method"},
      paramLabel = "M",
      description =
          "these methods alone, all in one figure, in this order (default: those of the report)")
  private String methods;

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "M",
      description = "of several figures, those of these metrics (default: all)")
  private List<String> metrics = List.of();

  @Option(
      names = "--images",
      split = ",",
      paramLabel = "I",
      description = "of the gallery: these images, in this order (default: the best and the worst)")
  private List<String> images = List.of();

  @Option(
      names = "--style",
      paramLabel = "S",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private PrintStyle style = PrintStyle.PAPER;

  @Option(names = "--no-title", description = "leave the title to the caption")
  private boolean untitled;

  @Option(names = "--overwrite", description = "replace FILE if it is there")
  private boolean overwrite;

  @Override
  public Integer call() {
    Length wide =
        Optional.ofNullable(width).map(w -> Length.of("--width", w)).orElse(style.width());
    Optional<PrintFormat> format = Optional.ofNullable(name).map(figure -> format());
    RunFolder folder = new RunFolder(out == null ? Home.latestRun() : out);
    if (!Files.isDirectory(folder.root())) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' does not exist. Make one with: run-bench.sh all --out %s",
              folder.root(),
              folder.root()));
    }
    try (RunLock lock = folder.lock()) {
      Evaluation.summarise(folder, Progress.SILENT);
      folder.verifyPresent();
      FigureWriter figures = new FigureWriter(folder);
      if (format.isEmpty()) {
        list(figures);
      } else {
        write(figures.print(name, selection(), new Layout(style, wide, !untitled), format.get()));
      }
    }
    return 0;
  }

  private PrintFormat format() {
    if (file == null) {
      throw Refusal.request(
          "figure '" + name + "' needs --to FILE, a name that ends in .pdf, .svg or .png.");
    }
    PrintFormat format = PrintFormat.of(file);
    if (Files.exists(file) && !overwrite) {
      throw Refusal.request("--to '" + file + "' is there. Give --overwrite to replace it.");
    }
    return format;
  }

  private Selection selection() {
    List<String> chosen = methods == null ? List.of() : MethodOptions.split(methods);
    return new Selection(chosen, metrics, images);
  }

  private void list(FigureWriter figures) {
    PrintWriter printer = spec.commandLine().getOut();
    List<List<String>> rows = figures.list();
    int longest = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
    rows.forEach(
        row ->
            printer.println(
                String.format(Locale.ROOT, "%-" + longest + "s  %s", row.get(0), row.get(1))));
    if (rows.isEmpty()) {
      printer.println("No figures: the folder holds neither times nor an evaluation.");
    }
  }

  private void write(FigureWriter.Printed printed) {
    AtomicFile.write(file, printed.bytes());
    PrintWriter printer = spec.commandLine().getOut();
    printer.printf(Locale.ROOT, "%s: %,d kB%n", file, Math.max(1, printed.bytes().length / 1000));
    for (int i = 0; i < printed.panels().size(); i++) {
      printer.println(Layout.letter(i) + " " + printed.panels().get(i));
    }
  }
}
