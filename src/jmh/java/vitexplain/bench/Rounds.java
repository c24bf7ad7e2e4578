package vitexplain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import vitexplain.latency.jmh.OtherProgram;

/**
 * Runs JMH once for each line of a file, in the file's order, and writes one result.
 *
 * <p>JMH runs all forks of a benchmark one after another and benchmarks in alphabetical order; a
 * file can mix them. Lines that name the same benchmark with the same parameters are the forks of
 * one result, in their order: JMH computes its score and error over all of them and writes it, as
 * it does for forks of its own.
 */
public final class Rounds {

  private Rounds() {}

  /**
   * Reads lines of JMH options, separated by tabs, and of {@link OtherProgram}s. If a line fails, the result of those before it
   * is there.
   *
   * @param args the file; where the JSON goes; and, to end with the process that started this one,
   *     {@code with-parent}: the file's folder is then removed as well
   */
  public static void main(String[] args)
      throws IOException, CommandLineOptionException, RunnerException {
    Path trials = Path.of(args[0]);
    if (List.of(args).contains("with-parent")) {
      Parent.endWithIt(trials.getParent());
    }
    List<String> lines = Files.readAllLines(trials, StandardCharsets.UTF_8);
    String json = args[1];
    String next = json + ".next";
    run(
        lines,
        results -> {
          ResultFormatFactory.getInstance(ResultFormatType.JSON, next).writeOut(results);
          move(Path.of(next), Path.of(json));
        });
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(String.format(Locale.ROOT, "'%s' cannot be written", to), e);
    }
  }

  /**
   * Runs the lines in their order.
   *
   * @param done sees after each line one result per benchmark and parameters
   */
  static void run(List<String> lines, Consumer<List<RunResult>> done)
      throws CommandLineOptionException, RunnerException {
    Map<String, List<RunResult>> results = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      System.out.printf(Locale.ROOT, "# Trial %d of %d%n", i + 1, lines.size());
      Optional<OtherProgram> other = OtherProgram.of(lines.get(i));
      if (other.isPresent()) {
        run(other.get());
        continue;
      }
      CommandLineOptions options = new CommandLineOptions(lines.get(i).split("\t", -1));
      for (RunResult result : new Runner(options).run()) {
        results
            .computeIfAbsent(name(result.getParams()), key -> new ArrayList<>())
            .add(result);
      }
      done.accept(results.values().stream().map(Rounds::merged).toList());
    }
  }

  /** A program that fails leaves a file that says why, and the others go on. */
  private static void run(OtherProgram program) {
    System.out.printf(Locale.ROOT, "# Peer: %s%n", program.name());
    program.run(System.out::println).ifPresent(why -> write(Path.of(program.failure()), why));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(String.format(Locale.ROOT, "'%s' cannot be written", file), e);
    }
  }

  /**
   * Benchmark, mode and parameters; numbers are padded to sort by value. JMH's own order looks at
   * the parameters' places in a sweep.
   */
  private static String name(BenchmarkParams p) {
    return p.getParamsKeys().stream()
        .sorted()
        .map(key -> String.format(Locale.ROOT, "%s=%8s", key, p.getParam(key)))
        .collect(Collectors.joining(",", p.getBenchmark() + ":" + p.getMode() + ":", ""));
  }

  private static RunResult merged(List<RunResult> runs) {
    List<BenchmarkResult> forks =
        runs.stream().flatMap(run -> run.getBenchmarkResults().stream()).toList();
    return new RunResult(withForks(runs.get(0).getParams(), forks.size()), forks);
  }

  private static BenchmarkParams withForks(BenchmarkParams p, int forks) {
    WorkloadParams values = new WorkloadParams();
    for (String name : p.getParamsKeys()) {
      values.put(name, p.getParam(name), 0);
    }
    return new BenchmarkParams(
        p.getBenchmark(),
        p.generatedBenchmark(),
        p.shouldSynchIterations(),
        p.getThreads(),
        p.getThreadGroups(),
        p.getThreadGroupLabels(),
        forks,
        p.getWarmupForks(),
        p.getWarmup(),
        p.getMeasurement(),
        p.getMode(),
        values,
        p.getTimeUnit(),
        p.getOpsPerInvocation(),
        p.getJvm(),
        p.getJvmArgs(),
        p.getJdkVersion(),
        p.getVmName(),
        p.getVmVersion(),
        p.getJmhVersion(),
        p.getTimeout());
  }
}
