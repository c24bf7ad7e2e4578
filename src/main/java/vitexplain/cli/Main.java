package vitexplain.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import vitexplain.base.Version;
import vitexplain.cli.print.Interruption;

/** The program: its commands, and the exit codes of their failures. */
@Command(
    name = "run-bench.sh",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ProgramVersion.class,
    description = {
      "Which explanation method for Vision Transformers can be trusted, and what does it cost?",
      "Without a command: all --profile quick."
    },
    subcommands = {
      AllCommand.class,
      BenchCommand.class,
      EvaluateCommand.class,
      ReproduceCommand.class,
      MergeCommand.class,
      CompareCommand.class,
      CompareRankingsCommand.class,
      ReportCommand.class,
      FigureCommand.class,
      ExportCommand.class,
      ExplainCommand.class,
      PredictCommand.class,
      DataCommand.class,
      MethodsCommand.class,
      MetricsCommand.class,
      CiteCommand.class,
      ModelsCommand.class,
      DoctorCommand.class,
      TrainDemoCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh                            benchmark, evaluate and draw the embedded model",
      "  ./run-bench.sh evaluate --model my-vit/ --images photos/ --masks masks/",
      "  ./run-bench.sh explain --method legrad --images photos/",
      "  ./run-bench.sh bench --model shape:vit-base-16-224 --batch 1,8",
      "",
      "Exit codes: 0 done; 1 some inputs failed (listed), the rest is done; 2 the request cannot be",
      "carried out as given; 3 this machine cannot do it (no CUDA, no network, no memory); 70 a defect of",
      "this program; 130 interrupted."
    })
public final class Main {
  /** For logback, which a program that uses this one as a library configures by itself. */
  private static final String LOGGING = "logback.configurationFile";

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description =
          "show where an error came from, its stack trace, and what an evaluation will ask of the model")
  private boolean verbose;

  private Main() {}

  boolean verbose() {
    return verbose;
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    // Numbers in files, pages and messages are written one way, whatever the machine's language.
    Locale.setDefault(Locale.ROOT);
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "vitexplain/cli/logback.xml");
    }
    System.setProperty("java.awt.headless", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    System.exit(run(args));
  }

  static int run(String... args) {
    Interruption.announce("");
    int code = commandLine().execute(AllCommand.byDefault(args));
    Interruption.over(); // a command that failed was not interrupted
    return code;
  }

  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new Main());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionStrategy(Main::execute);
    commands.setExecutionExceptionHandler(new Failures());
    commands.setParameterExceptionHandler(new Failures());
    commands.setUsageHelpAutoWidth(true);
    return commands;
  }

  /** Errors too, such as too little memory, are reported by {@link Failures}. */
  private static int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error error) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), error.toString(), error);
    }
  }

  /** What {@code --version} prints. */
  static final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"vitexplain " + Version.current()};
    }
  }
}
