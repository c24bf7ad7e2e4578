package vitexplain.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vitexplain.cli.option.CommonOptions;
import vitexplain.cli.option.RunOptions;
import vitexplain.latency.jmh.JmhCommand;
import vitexplain.run.Existing;
import vitexplain.run.RunFolder;

/** Evaluation, benchmarks and report in one go. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = {
      "evaluate, bench and report into one run folder: every method that is evaluated is timed.",
      "Without --out it replaces what reports/latest held before."
    },
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh all --profile standard --out reports/paper",
      "  ./run-bench.sh all --profile smoke"
    })
final class AllCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private RunOptions run = new RunOptions();

  /** {@code all} is what runs when no command is named. */
  static String[] byDefault(String... args) {
    List<String> global = List.of("-h", "--help", "-V", "--version");
    boolean bare = args.length == 0 || (args[0].startsWith("-") && !global.contains(args[0]));
    if (!bare) {
      return args;
    }
    List<String> withCommand = new ArrayList<>(List.of("all"));
    withCommand.addAll(Arrays.asList(args));
    return withCommand.toArray(String[]::new);
  }

  @Override
  public Integer call() {
    // Each command replaces its own part of an earlier run once it knows that it can.
    boolean overwrite = run.overwrite() || run.atDefaultPlace();
    RunFolder folder = run.folder(overwrite ? Existing.KEEP : Existing.REFUSE);
    JmhCommand.findClassPath(); // without it, the hours of an evaluation would end in a refusal
    // The study first: its folder then tells bench what else to time.
    int evaluate = step(folder, "evaluate", true, overwrite);
    if (evaluate > Failures.SOME_INPUTS) {
      return evaluate;
    }
    int bench = step(folder, "bench", true, overwrite);
    int report = step(folder, "report", false, false);
    return IntStream.of(bench, report).filter(code -> code != 0).findFirst().orElse(evaluate);
  }

  private int step(RunFolder folder, String command, boolean measures, boolean overwrite) {
    List<String> args = new ArrayList<>(List.of(command, "--out", folder.root().toString()));
    if (((Main) spec.root().userObject()).verbose()) {
      args.add("--verbose");
    }
    if (measures) {
      args.addAll(List.of("--profile", run.profile().id()));
      args.addAll(common.asArguments());
      if (overwrite) {
        args.add("--overwrite");
      }
    }
    CommandLine here = spec.commandLine();
    return Main.commandLine()
        .setOut(here.getOut())
        .setErr(here.getErr())
        .execute(args.toArray(String[]::new));
  }
}
