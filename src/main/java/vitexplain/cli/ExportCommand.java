package vitexplain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vitexplain.base.Refusal;
import vitexplain.cli.option.Home;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.study.Evaluation;

/** Writes the long table of an evaluation's samples. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Every measured value of an evaluation as CSV, one line for each.",
      "The run folder keeps them as curves in samples.csv.gz, in a tenth of the space."
    },
    footer = {
      "",
      "Example:",
      "  ./run-bench.sh evaluate --profile quick --out reports/mine",
      "  ./run-bench.sh export --out reports/mine --to samples.csv"
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", paramLabel = "DIR", description = "run folder (default: reports/latest)")
  private Path out;

  @Option(names = "--to", paramLabel = "FILE", required = true, description = "file to write")
  private Path file;

  @Option(names = "--overwrite", description = "replace the file if it is there")
  private boolean overwrite;

  @Override
  public Integer call() {
    Path root = out == null ? Home.latestRun() : out;
    if (!Files.isDirectory(root)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' does not exist. Make one with: run-bench.sh evaluate --out %s",
              root,
              root));
    }
    requireFree(root);
    RunFolder folder = new RunFolder(root);
    try (RunLock lock = folder.lock()) {
      Evaluation.requireWhole(folder).export(file);
    }
    spec.commandLine().getOut().println("Samples: " + file);
    return 0;
  }

  private void requireFree(Path root) {
    if (Files.isDirectory(file)) {
      throw Refusal.request("'" + file + "' is a folder. Give a file to --to.");
    }
    if (Files.exists(file) && !overwrite) {
      throw Refusal.request(
          "'" + file + "' is there already. Give --overwrite to replace it, or another --to.");
    }
    Path parent = file.toAbsolutePath().getParent();
    try {
      if (Files.exists(parent) && Files.isSameFile(parent, root)) {
        throw Refusal.request(
            "'"
                + file
                + "' would be taken for a file of the run. Give a --to outside of its folder.");
      }
    } catch (IOException e) {
      throw Refusal.request("'" + parent + "' cannot be read: " + e, e);
    }
  }
}
