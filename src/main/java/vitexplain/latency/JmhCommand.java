package vitexplain.latency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The command line of one JMH run. Forks inherit the flags of the process that starts them, so the
 * engine's settings are given once, as properties of that process.
 *
 * @param plan what is timed
 * @param devices resolved device names
 * @param classPath of the benchmarks and JMH
 * @param mode {@code avgt} or {@code sample}
 * @param result where JMH writes its JSON
 */
record JmhCommand(BenchPlan plan, List<String> devices, String classPath, Mode mode, Path result) {

  /** What is measured of a call. */
  enum Mode {
    /** Means. */
    AVGT,
    /** Every call, for percentiles. */
    SAMPLE
  }

  /** Set by the start script: the class path that has JMH and the benchmarks. */
  static final String CLASS_PATH = "vitexplain.bench.classpath";

  /** Property with the engine's threads, by which a result tells them too. */
  static final String THREADS = "ai.djl.pytorch.num_threads";

  /** Stands for the comma in a method's id, because JMH cuts its parameters there. */
  static final char OPTION_SEPARATOR = ';';

  private static final String SAMPLED = "ForwardBenchmark\\.forward|ExplainerBenchmark";
  private static final List<String> INHERITED =
      List.of("ai.djl.offline", "ai.djl.pytorch.native_helper");

  /**
   * The class path from its system property.
   *
   * @throws BenchException if it is not set
   */
  static String findClassPath() {
    return Optional.ofNullable(System.getProperty(CLASS_PATH))
        .filter(path -> !path.isBlank())
        .orElseThrow(
            () ->
                new BenchException(
                    "the system property '%s' is not set, so the benchmarks cannot be found. Start with ./run-bench.sh, or set it to target/test-classes, target/classes and the content of target/bench.classpath."
                        .formatted(CLASS_PATH)));
  }

  /** What the child needs in its environment beside the parent's. */
  Map<String, String> environment() {
    return Map.of("OMP_NUM_THREADS", Integer.toString(plan.threads()));
  }

  /** Program and arguments. */
  List<String> arguments() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The heap holds a batch and its maps; weights and activations are native. One collector
    // thread, so that none competes with what is timed.
    line.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    properties().forEach((key, value) -> line.add("-D" + key + "=" + value));
    line.addAll(List.of("-cp", classPath, "org.openjdk.jmh.Main", include()));
    options().forEach((flag, value) -> addUnlessGiven(line, flag, value));
    parameters().forEach((name, value) -> addParameter(line, name, value));
    line.addAll(plan.extra());
    return line;
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("ai.djl.offline", "true");
    // Re-optimising a graph shows up as spikes.
    properties.put("ai.djl.pytorch.graph_optimizer", "false");
    properties.put(THREADS, Integer.toString(plan.threads()));
    for (String key : INHERITED) {
      Optional.ofNullable(System.getProperty(key)).ifPresent(value -> properties.put(key, value));
    }
    return properties;
  }

  private String include() {
    boolean restrict = mode == Mode.SAMPLE && plan.include().equals(BenchPlan.ALL);
    return restrict ? SAMPLED : plan.include();
  }

  private Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    options.put("-bm", mode == Mode.SAMPLE ? "sample" : "avgt");
    options.put("-f", Integer.toString(plan.forks()));
    options.put("-wi", Integer.toString(plan.warmup().count()));
    options.put("-w", millis(plan.warmup()));
    options.put("-i", Integer.toString(plan.measurement().count()));
    options.put("-r", millis(plan.measurement()));
    // A benchmark that fails its own check must not be missed among the others.
    options.put("-foe", "true");
    options.put("-prof", "vitexplain.bench.PeakMemory");
    options.put("-rf", "json");
    options.put("-rff", result.toString());
    return options;
  }

  private static String millis(Iterations iterations) {
    return iterations.each().toMillis() + "ms";
  }

  private Map<String, String> parameters() {
    boolean sample = mode == Mode.SAMPLE;
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("model", String.join(",", sample ? plan.sampled() : plan.models()));
    parameters.put("device", String.join(",", devices));
    parameters.put("dtype", String.join(",", plan.dtypes()));
    parameters.put(
        "batch",
        plan.batches().stream()
            .sorted()
            .limit(sample ? 1 : Integer.MAX_VALUE)
            .map(String::valueOf)
            .collect(Collectors.joining(",")));
    parameters.put("seed", Long.toString(plan.seed()));
    parameters.put(
        "method",
        plan.methods().stream()
            .map(id -> id.replace(',', OPTION_SEPARATOR))
            .collect(Collectors.joining(",")));
    return parameters;
  }

  private void addUnlessGiven(List<String> line, String flag, String value) {
    if (!plan.extra().contains(flag)) {
      line.addAll(List.of(flag, value));
    }
  }

  private void addParameter(List<String> line, String name, String value) {
    if (plan.extra().stream().noneMatch(given -> given.startsWith(name + "="))) {
      line.addAll(List.of("-p", name + "=" + value));
    }
  }
}
