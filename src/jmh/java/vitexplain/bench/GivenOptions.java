package vitexplain.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.ProfilerConfig;

/**
 * Looks at a user's JMH options before anything is measured or replaced: whether JMH reads them,
 * and whether they leave the result where it is looked for.
 */
public final class GivenOptions {
  private static final int REFUSED = 2;

  private GivenOptions() {}

  /**
   * Prints what is wrong with the options and ends with code 2, or ends with 0.
   *
   * @param args JMH's options of one trial, the user's among them
   */
  public static void main(String[] args) {
    Optional<String> problem = problem(args);
    problem.ifPresent(System.out::println);
    System.exit(problem.isPresent() ? REFUSED : 0);
  }

  /** What is wrong, with its mend; empty if nothing is. */
  static Optional<String> problem(String... args) {
    CommandLineOptions options;
    try {
      options = new CommandLineOptions(args);
    } catch (CommandLineOptionException e) {
      return Optional.of("JMH does not read them: " + e.getMessage());
    }
    List<String> problems = new ArrayList<>();
    if (options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats()) {
      problems.add("-h, -l, -lp, -lprof and -lrf measure nothing. Leave them out");
    }
    if (options.getIncludes().size() > 1 || !options.getExcludes().isEmpty()) {
      problems.add("a pattern or -e would choose benchmarks. Choose them with --include");
    }
    if (options.getOutput().hasValue()
        || options.getResult().hasValue()
        || options.getResultFormat().hasValue()) {
      problems.add(
          "-o, -rf and -rff would lead output elsewhere: it is in jmh.json and jmh.log. Leave them"
              + " out");
    }
    if (options.getJvmArgs().hasValue()) {
      problems.add("-jvmArgs would drop the engine's settings. Use -jvmArgsAppend");
    }
    if (options.getBenchModes().stream().anyMatch(GivenOptions::isNoTime)) {
      problems.add("-bm thrpt and -bm all give no time per call. Use avgt, sample or ss");
    }
    options.getProfilers().forEach(profiler -> unusable(profiler).ifPresent(problems::add));
    return problems.stream().findFirst();
  }

  private static boolean isNoTime(Mode mode) {
    return mode == Mode.Throughput || mode == Mode.All;
  }

  private static Optional<String> unusable(ProfilerConfig profiler) {
    try {
      ProfilerFactory.getProfilerOrException(profiler);
      return Optional.empty();
    } catch (ProfilerException e) {
      return Optional.of(
          String.format(Locale.ROOT, "-prof %s cannot be used here: %s", profiler.getKlass(), e.getMessage()));
    }
  }
}
