package vitexplain.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.cli.option.Home;
import vitexplain.report.ReportWriter;
import vitexplain.report.chart.FigureFormats;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.study.Evaluation;

/** Draws a run folder again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Figures, tables and page of a run folder, from its CSV files alone.",
    footer = {"", "Example:", "  ./run-bench.sh report --out reports/mine"})
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", paramLabel = "DIR", description = "run folder (default: reports/latest)")
  private Path out;

  @Option(
      names = "--figures",
      split = ",",
      paramLabel = "F",
      description =
          "files of each figure beside the page: ${COMPLETION-CANDIDATES} (default: both); the page shows every figure without them")
  private List<FigureFormats.Kind> figures = List.of(FigureFormats.Kind.values());

  @Option(
      names = "--latex",
      description =
          "also all tables as one document, tables/report.tex, and the references of the methods and metrics, tables/references.bib")
  private boolean latex;

  @Override
  public Integer call() {
    Path root = out == null ? Home.latestRun() : out;
    if (!Files.isDirectory(root)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' does not exist. Make one with: run-bench.sh all --out %s",
              root,
              root));
    }
    RunFolder folder = new RunFolder(root);
    try (RunLock lock = folder.lock()) {
      // What was cut off is reported as far as it came; what was altered since is not reported.
      Evaluation.summarise(folder, Progress.SILENT);
      folder.verify();
      spec.commandLine()
          .getOut()
          .println(
              "Report: "
                  + ReportWriter.write(folder, new FigureFormats(Set.copyOf(figures)), latex));
      if (latex) {
        spec.commandLine().getOut().println("LaTeX: " + folder.tables().resolve("report.tex"));
      }
    }
    return 0;
  }
}
