package vitexplain.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import vitexplain.base.Refusal;

/**
 * What Spark is told: one task at a time in each executor, which the engine's threads have to
 * themselves; nothing twice; the program and libtorch by their files.
 */
final class SparkSettings {
  private static final String CORES = "spark.executor.cores";
  private static final String MEMORY = "spark.executor.memory";
  private static final String OPTIONS = "spark.executor.extraJavaOptions";
  private static final String CLASS_PATH = "spark.executor.extraClassPath";
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\d{1,4})(?:,\\d+)?]");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d{1,4})\\s*,\\s*(\\d{1,7})\\s*]");

  /** What decides how an executor of this program computes and prints. */
  private static final List<String> SHARED_PROPERTIES =
      List.of(
          "ai.djl.offline",
          "ai.djl.pytorch.graph_optimizer",
          "java.awt.headless",
          "logback.configurationFile");

  /** The same of its environment: names of files with accents, threads that wait. */
  private static final List<String> SHARED_VARIABLES =
      List.of("LC_ALL", "OMP_WAIT_POLICY", "DJL_CACHE_DIR", "PYTORCH_LIBRARY_PATH");

  private SparkSettings() {}

  /**
   * @param settings by their names in Spark's documentation; these and {@code spark.*} among the
   *     system's properties go before what is set here, but for what the evaluation relies on
   * @throws Refusal if a name is none of Spark's, or a number of cores is none
   */
  static SparkConf of(String master, Map<String, String> settings) {
    SparkConf conf = new SparkConf();
    settings.forEach(
        (name, value) -> {
          if (!name.startsWith("spark.")) {
            throw Refusal.request(
                String.format(
                    Locale.ROOT,
                    "--spark-conf %s=%s: names of Spark's settings begin with 'spark.'",
                    name,
                    value));
          }
          conf.set(name, value);
        });
    conf.setMaster(master);
    conf.setIfMissing("spark.app.name", "vitexplain evaluate");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing(CORES, "1");
    conf.setIfMissing("spark.executor.memoryOverhead", "2g"); // libtorch is outside of the heap
    placed(conf, master);
    conf.setIfMissing(MEMORY, "2g");
    int cores = cores(conf.get(CORES));
    conf.set("spark.task.cpus", Integer.toString(cores));
    conf.set("spark.speculation", "false");
    conf.set(OPTIONS, javaOptions(cores, conf.get(OPTIONS, "")));
    conf.setExecutorEnv("OMP_NUM_THREADS", Integer.toString(cores));
    for (String variable : SHARED_VARIABLES) {
      String value = System.getenv(variable);
      if (value != null) {
        conf.setExecutorEnv(variable, value);
      }
    }
    conf.setIfMissing(
        CLASS_PATH, executorsPath(System.getProperty("java.class.path"), sparksJars()));
    return conf;
  }

  /** A master of one machine says itself what its executors have. */
  private static void placed(SparkConf conf, String master) {
    Matcher local = LOCAL.matcher(master);
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    if (master.equals("local")) {
      conf.set(CORES, "1");
    } else if (local.matches()) {
      conf.set(CORES, local.group(1));
    } else if (master.startsWith("local[")) {
      throw Refusal.request("--spark " + master + ": give the number of threads, as in local[2]");
    } else if (cluster.matches()) {
      conf.set(CORES, cluster.group(1));
      conf.setIfMissing(MEMORY, cluster.group(2) + "m");
    }
  }

  private static int cores(String text) {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw Refusal.request(
          CORES + " is '" + text + "'; expected the cores of one executor, 1 to 9999");
    }
    return Integer.parseInt(text);
  }

  private static String javaOptions(int threads, String given) {
    Stream<String> ours =
        SHARED_PROPERTIES.stream()
            .filter(name -> System.getProperty(name) != null)
            .map(name -> "-D" + name + "=" + System.getProperty(name));
    Stream<String> fixed =
        Stream.of("-Dfile.encoding=UTF-8", "-Dai.djl.pytorch.num_threads=" + threads);
    return Stream.of(fixed, ours, Stream.of(given))
        .flatMap(words -> words)
        .collect(Collectors.joining(" "))
        .strip();
  }

  /** File names of the libraries that an executor has from Spark itself. */
  private static Set<String> sparksJars() {
    String home = System.getenv("SPARK_HOME");
    String[] jars = home == null ? null : new File(home, "jars").list();
    return jars == null ? Set.of() : Set.of(jars);
  }

  /**
   * This process's class path as absolute paths, without the libraries that Spark brings, in
   * whatever version: of each, one is enough.
   *
   * @param jars file names of Spark's libraries
   */
  static String executorsPath(String classPath, Set<String> jars) {
    Set<String> libraries = new TreeSet<>();
    jars.forEach(jar -> libraries.add(library(jar)));
    return Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> !libraries.contains(library(Path.of(entry).getFileName().toString())))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A library's name without its version: natives of several platforms count as one. */
  private static String library(String jar) {
    return jar.replaceFirst("-\\d.*\\.jar$", "");
  }
}
