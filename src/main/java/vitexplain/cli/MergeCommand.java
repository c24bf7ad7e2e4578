package vitexplain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import vitexplain.cli.print.EvaluationSummary;
import vitexplain.run.Existing;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Counts;
import vitexplain.study.Heatmaps;
import vitexplain.study.Merge;

/** Puts the parts of an evaluation together. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = "The parts that evaluate --shard left, put together in one run folder.",
    footer = {
      "",
      "Example:",
      "  ./run-bench.sh evaluate --images photos/ --shard 1/2 --out reports/part1",
      "  ./run-bench.sh evaluate --images photos/ --shard 2/2 --out reports/part2",
      "  ./run-bench.sh merge reports/part1 reports/part2 --out reports/mine"
    })
final class MergeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "folders of all the parts")
  private List<Path> parts = List.of();

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "run folder")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "replace the evaluation that an earlier run left in the folder")
  private boolean overwrite;

  @Option(
      names = "--heatmaps",
      paramLabel = "H",
      description =
          "which pictures of the parts are taken over, as far as they have them: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, those that the report shows)")
  private Heatmaps heatmaps = Heatmaps.REPORT;

  @Option(names = "--quiet", description = "print results and errors only")
  private boolean quiet;

  @Override
  public Integer call() {
    parts.forEach(MergeCommand::requireFolder);
    List<RunLock> locks = new ArrayList<>();
    try {
      List<RunFolder> folders = new ArrayList<>();
      for (Path part : parts) {
        requireAnother(part);
        RunFolder folder = new RunFolder(part);
        locks.add(folder.lock());
        folders.add(folder);
      }
      Merge merge = Merge.of(folders);
      RunFolder whole = RunFolder.prepare(out, Existing.KEEP);
      try (RunLock lock = whole.lock();
          Bar bar = new Bar("merge", quiet)) {
        makeRoom(whole);
        Counts counts = merge.write(whole, CommandText.of("merge"), heatmaps, bar);
        bar.close();
        EvaluationSummary.print(
            whole, counts, spec.commandLine().getOut(), spec.commandLine().getErr());
        remark(merge);
        return counts.failed() > 0 ? Failures.SOME_INPUTS : 0;
      }
    } finally {
      locks.forEach(RunLock::close);
    }
  }

  private static void requireFolder(Path part) {
    if (!Files.isDirectory(part)) {
      throw Refusal.request("the part '" + part + "' is no folder.");
    }
  }

  /** A lock tells that a folder is in use, but not that it is in use by this very command. */
  private void requireAnother(Path part) {
    try {
      boolean twice = parts.stream().filter(other -> isSame(other, part)).count() > 1;
      if (twice) {
        throw Refusal.request("the folder '" + part + "' is given twice. Give each part once.");
      }
      if (Files.exists(out) && Files.isSameFile(part, out)) {
        throw Refusal.request(
            "'"
                + part
                + "' is a part, so the whole cannot be written there. Choose another --out.");
      }
    } catch (IOException e) {
      throw Refusal.request("the part '" + part + "' cannot be read: " + e, e);
    }
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      throw Refusal.request("the part '" + a + "' cannot be read: " + e, e);
    }
  }

  private void makeRoom(RunFolder whole) {
    if (!RunPart.EVALUATION.isIn(whole)) {
      return;
    }
    if (!overwrite) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' already holds an evaluation. Give --overwrite to replace it, or another --out.",
              whole.root()));
    }
    RunPart.EVALUATION.discardFrom(whole);
  }

  private void remark(Merge merge) {
    List<String> left = merge.left();
    if (!left.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "Still to be measured, as it needs the model: "
                  + String.join("; ", left)
                  + ". Run evaluate with the same options, without --shard, with --resume and --out "
                  + out);
    }
  }
}
