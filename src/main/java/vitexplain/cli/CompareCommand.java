package vitexplain.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import vitexplain.base.Refusal;
import vitexplain.cli.print.ComparisonSummary;
import vitexplain.comparison.ComparisonRow;
import vitexplain.comparison.RunComparison;
import vitexplain.run.RunFolder;
import vitexplain.run.table.Table;

/** Asks whether a second run is worse than the first, for people and for continuous integration. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Is the second run worse than the first? Times and scores of two run folders, which are not changed.",
      "",
      "Times: of the same benchmark, method, model, device, dtype, batch, threads and mode; B / A with a 95 %% interval (Welch's t on logarithms) from the means of the processes where both have several, else from JMH's error, which does not know how processes differ.",
      "Scores: of the same weights, protocol, method and metric; B - A on the images that are the same files in both, with a studentised bootstrap interval and a paired permutation test; where samples are not kept, from the intervals of the means.",
      "",
      "Worse: the test, corrected by Holm for all times or for all scores, rejects 'no difference' at 0.05, and the time is longer by more than --tolerance, or the score has moved against its metric's direction. 'No difference shown' is no proof that there is none: read the interval.",
      "",
      "Exit codes: 0 nothing is worse; 1 something is; 2 nothing could be compared, and what differs is said."
    },
    footer = {
      "",
      "Example:",
      "  ./run-bench.sh bench --profile standard --model my-vit/ --out reports/before",
      "  ./run-bench.sh bench --profile standard --model my-vit/ --out reports/after",
      "  ./run-bench.sh compare reports/before reports/after --tolerance 5%% --to comparison.csv"
    })
final class CompareCommand implements Callable<Integer> {
  /** Exit code where the second run is worse. */
  static final int WORSE = 1;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR_A", description = "run folder to compare with")
  private Path first;

  @Parameters(index = "1", paramLabel = "DIR_B", description = "run folder that is judged")
  private Path second;

  @Option(
      names = "--tolerance",
      paramLabel = "P%",
      converter = Share.class,
      defaultValue = "5%",
      description =
          "a time may be longer by so much: processes do not show how a machine is slower on one"
              + " day than on another (default: ${DEFAULT-VALUE})")
  private double tolerance;

  @Option(
      names = "--metrics",
      paramLabel = "M",
      split = ",",
      description =
          "metrics to compare (default: srg, ap_fg, deletion_auc, insertion_auc and mufidelity, as"
              + " far as both have them); more of them make each test stricter")
  private List<String> metrics = List.of();

  @Option(
      names = "--to",
      paramLabel = "FILE.csv",
      description = "also write every row, as CSV; replaced if it is there")
  private Path file;

  @Override
  public Integer call() {
    requireWritable();
    RunComparison comparison =
        RunComparison.of(new RunFolder(first), new RunFolder(second), tolerance, metrics);
    PrintWriter out = spec.commandLine().getOut();
    if (!comparison.isJudged()) {
      comparison.remarks().forEach(spec.commandLine().getErr()::println);
      throw Refusal.request(nothing(comparison));
    }
    if (file != null) {
      new Table<>(file, ComparisonRow.SCHEMA).write(comparison.rows());
    }
    ComparisonSummary.print(comparison, first, second, tolerance, out);
    if (file != null) {
      out.println("Every row: " + file);
    }
    return comparison.isWorse() ? WORSE : 0;
  }

  private String nothing(RunComparison comparison) {
    String reason =
        comparison.rows().isEmpty()
            ? String.join("; ", comparison.obstacles())
            : "no number has enough values for a test. Measure more processes or images";
    return String.format(
        Locale.ROOT,
        "'%s' and '%s' cannot be compared: %s.",
        first,
        second,
        reason.replaceFirst("\\.$", ""));
  }

  private void requireWritable() {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw Refusal.request("'" + file + "' is a folder. Give a file to --to.");
    }
    Path parent = file.toAbsolutePath().normalize().getParent();
    for (Path folder : List.of(first, second)) {
      if (folder.toAbsolutePath().normalize().equals(parent)) {
        throw Refusal.request(
            "'"
                + file
                + "' would be taken for a file of the run. Give a --to outside of its folder.");
      }
    }
  }

  /** {@code 5%} as 0.05. */
  static final class Share implements ITypeConverter<Double> {
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%");

    @Override
    public Double convert(String text) {
      Matcher percent = PERCENT.matcher(text);
      if (!percent.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is no percentage of at least 0, such as 5% or 2.5%");
      }
      return Double.parseDouble(percent.group(1)) / 100;
    }
  }
}
