package vitexplain.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vitexplain.base.Refusal;
import vitexplain.cli.print.Bar;
import vitexplain.cli.print.CommandText;
import vitexplain.cli.print.PlainTable;
import vitexplain.report.results.Results;
import vitexplain.report.table.ModelTables;
import vitexplain.report.table.PaperTable;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.run.RunPart;
import vitexplain.run.row.ModelAgreementRow;
import vitexplain.study.RankingComparison;

/** Asks whether another model would rank the methods alike. */
@Command(
    name = "compare-rankings",
    mixinStandardHelpOptions = true,
    description = {
      "Kendall's tau between the rankings of the methods on two models, and between those of the occlusion strategies on each.",
      "Both folders hold an evaluation of the same images. model_agreement.csv is written into the first, whose report then shows it."
    },
    footer = {
      "",
      "Example:",
      "  ./run-bench.sh evaluate --profile quick --out reports/demo",
      "  ./run-bench.sh evaluate --profile quick --model demo-drop --out reports/demo-drop",
      "  ./run-bench.sh compare-rankings reports/demo reports/demo-drop",
      "  ./run-bench.sh report --out reports/demo"
    })
final class CompareRankingsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "run folder of the model that is reported")
  private Path first;

  @Parameters(index = "1", paramLabel = "DIR2", description = "run folder of the other model")
  private Path second;

  @Option(
      names = "--overwrite",
      description = "replace the comparison that an earlier run left in the first folder")
  private boolean overwrite;

  @Option(names = "--quiet", description = "print results and errors only")
  private boolean quiet;

  @Override
  public Integer call() {
    requireFolders();
    RunFolder folder = new RunFolder(first);
    RunFolder other = new RunFolder(second);
    try (RunLock lock = folder.lock();
        RunLock otherLock = other.lock()) {
      if (RunPart.RANKINGS.isIn(folder) && !overwrite) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "'%s' already holds a comparison of rankings. Give --overwrite to replace it.",
                first));
      }
      RankingComparison comparison = RankingComparison.of(folder, other);
      try (Bar bar = new Bar("compare-rankings", quiet)) {
        comparison.write(CommandText.of("compare-rankings"), bar);
      }
      print(folder);
    }
    return 0;
  }

  /** A lock tells that a folder is in use, but not that it is in use by this very command. */
  private void requireFolders() {
    for (Path folder : List.of(first, second)) {
      if (!Files.isDirectory(folder)) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "run folder '%s' does not exist. Make one with: run-bench.sh evaluate --out %s",
                folder,
                folder));
      }
    }
    try {
      if (Files.isSameFile(first, second)) {
        throw Refusal.request(
            "the folder '" + first + "' is given twice. Give the folders of two evaluations.");
      }
    } catch (IOException e) {
      throw Refusal.request("'" + first + "' or '" + second + "' cannot be read: " + e, e);
    }
  }

  private void print(RunFolder folder) {
    PrintWriter out = spec.commandLine().getOut();
    List<PaperTable> tables = ModelTables.of(Results.of(folder));
    tables.stream().findFirst().ifPresent(table -> PlainTable.print(table, out));
    out.printf(
        Locale.ROOT,
        "Every pair is in %s; report --out %s shows them.%n",
        folder.table(ModelAgreementRow.SCHEMA).file(),
        first);
  }
}
