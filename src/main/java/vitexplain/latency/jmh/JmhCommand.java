package vitexplain.latency.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vitexplain.base.Refusal;
import vitexplain.latency.plan.BenchPlan;
import vitexplain.latency.plan.Iterations;
import vitexplain.latency.plan.JmhMode;
import vitexplain.latency.plan.Trial;

/**
 * The command line of one process that runs trials through JMH, and the JMH options of each trial.
 * Forks inherit the flags of the process that starts them, so the engine's settings are given once,
 * as properties of that process.
 *
 * @param plan what is timed
 * @param classPath of the benchmarks and JMH
 * @param threads of the engine
 */
public record JmhCommand(BenchPlan plan, String classPath, int threads) {

  /** Set by the start script: the class path that has JMH and the benchmarks. */
  static final String CLASS_PATH = "vitexplain.bench.classpath";

  /** Property with the engine's threads, by which a result tells them too. */
  static final String THREADS = "ai.djl.pytorch.num_threads";

  /** Stands for the comma in a method's id, because JMH cuts its parameters there. */
  static final char OPTION_SEPARATOR = ';';

  private static final String PROFILER = "-prof";

  /** Between the options of a trial in the file of trials. */
  private static final String TAB = "\t";

  private static final String HOST = Trial.PACKAGE + "Rounds";

  private static final String CHECK = Trial.PACKAGE + "GivenOptions";

  private static final List<String> INHERITED =
      List.of("ai.djl.offline", "ai.djl.pytorch.native_helper", "logback.configurationFile");

  /**
   * The class path from its system property.
   *
   * @throws Refusal if it is not set
   */
  public static String findClassPath() {
    return Optional.ofNullable(System.getProperty(CLASS_PATH))
        .filter(path -> !path.isBlank())
        .orElseThrow(
            () ->
                Refusal.request(
                    String.format(
                        Locale.ROOT,
                        "the system property '%s' is not set, so the benchmarks cannot be found. Start with ./run-bench.sh, or set it to target/test-classes, target/classes and the content of target/bench.classpath.",
                        CLASS_PATH)));
  }

  /** What the child needs in its environment beside the parent's. */
  public Map<String, String> environment() {
    return Map.of("OMP_NUM_THREADS", Integer.toString(threads));
  }

  /**
   * Program and arguments.
   *
   * @param trials file of {@link #line}s; its folder is for temporary files and goes with the
   *     process
   * @param result where JMH's JSON goes
   */
  public List<String> arguments(Path trials, Path result) {
    List<String> line = java(trials.toAbsolutePath().getParent());
    line.addAll(List.of(HOST, trials.toString(), result.toString(), "with-parent"));
    return line;
  }

  /**
   * Program and arguments of a process that only looks at the options of a trial: it prints what is
   * wrong and ends with a code other than 0.
   *
   * @param temporary folder for temporary files
   */
  public List<String> checking(Trial trial, Path temporary) {
    List<String> line = java(temporary);
    line.add(CHECK);
    line.addAll(options(trial));
    return line;
  }

  private List<String> java(Path temporary) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The heap holds a batch and its maps; weights and activations are native. One collector
    // thread, so that none competes with what is timed.
    line.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    line.add("-Djava.io.tmpdir=" + temporary);
    properties().forEach((key, value) -> line.add("-D" + key + "=" + value));
    line.addAll(List.of("-cp", classPath));
    return line;
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("ai.djl.offline", "true");
    properties.put("file.encoding", "UTF-8");
    // JMH writes numbers as the language does, and these are read again.
    properties.put("user.language", "en");
    properties.put("user.country", "");
    properties.put("user.extensions", "");
    // The process that starts this one holds the lock.
    properties.put(MachineLock.IGNORE, "true");
    // Re-optimising a graph shows up as spikes.
    properties.put("ai.djl.pytorch.graph_optimizer", "false");
    properties.put(THREADS, Integer.toString(threads));
    properties.putAll(plan.settings().properties());
    for (String key : INHERITED) {
      Optional.ofNullable(System.getProperty(key)).ifPresent(value -> properties.put(key, value));
    }
    return properties;
  }

  /** A trial as a line of the file of trials. */
  public String line(Trial trial) {
    return String.join(TAB, options(trial));
  }

  /** JMH's options for one trial; the plan's own extra options replace ours. */
  List<String> options(Trial trial) {
    List<String> line = new ArrayList<>();
    line.add(trial.fullName().replace(".", "\\.") + "$");
    flags(trial).forEach((flag, value) -> addUnlessGiven(line, flag, value));
    parameters(trial).forEach((name, value) -> addParameter(line, name, value));
    line.addAll(plan.extra());
    return line;
  }

  private Map<String, String> flags(Trial trial) {
    boolean cold = trial.mode() == JmhMode.SINGLE_SHOT;
    Map<String, String> flags = new TreeMap<>();
    flags.put("-bm", trial.mode().option());
    flags.put("-f", Integer.toString(cold ? plan.extent().coldStarts() : 1));
    flags.put("-wi", cold ? "0" : Integer.toString(plan.warmup(trial).count()));
    flags.put("-w", millis(plan.warmup(trial)));
    flags.put("-i", cold ? "1" : Integer.toString(plan.measurement(trial).count()));
    flags.put("-r", millis(plan.measurement(trial)));
    // A benchmark that fails its own check must not be missed among the others.
    flags.put("-foe", "true");
    flags.put(PROFILER, Trial.PACKAGE + "PeakMemory");
    return flags;
  }

  private static String millis(Iterations iterations) {
    return iterations.each().toMillis() + "ms";
  }

  private Map<String, String> parameters(Trial trial) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("device", trial.device());
    parameters.put("dtype", trial.dtype());
    parameters.put("seed", Long.toString(plan.seed()));
    if (!trial.model().isEmpty()) {
      parameters.put("model", trial.model());
      parameters.put("batch", Integer.toString(trial.batch()));
    }
    if (!trial.method().isEmpty()) {
      String name = trial.benchmark().equals(Trial.PART) ? "part" : "method";
      parameters.put(name, trial.method().replace(',', OPTION_SEPARATOR));
    }
    return parameters;
  }

  private void addUnlessGiven(List<String> line, String flag, String value) {
    // JMH takes several profilers, and the peak of memory is a column of every row.
    if (flag.equals(PROFILER) || !plan.extra().contains(flag)) {
      line.addAll(List.of(flag, value));
    }
  }

  private void addParameter(List<String> line, String name, String value) {
    if (plan.extra().stream().noneMatch(given -> given.startsWith(name + "="))) {
      line.addAll(List.of("-p", name + "=" + value));
    }
  }
}
