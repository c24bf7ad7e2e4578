package vitexplain.cli.option;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import vitexplain.base.Refusal;
import vitexplain.study.unit.Cluster;
import vitexplain.study.unit.StudySetting;
import vitexplain.study.unit.Workers;

/** Whether images are evaluated by executors of Apache Spark. */
public final class SparkOptions {
  private static final String MISSING =
      "--spark: this build has no Apache Spark. Start with ./run-bench.sh, which builds it in, or build with mvn -Pspark; see docs/spark.md.";

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "evaluate the images on Apache Spark: local-cluster[2,1,2048], spark://HOST:7077, yarn and the like, see docs/spark.md (default: in this process)")
  private Optional<String> master = Optional.empty();

  @Option(
      names = "--spark-conf",
      paramLabel = "NAME=VALUE",
      description = "with --spark: a setting of Spark's, such as spark.executor.cores=4")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Whether they are. */
  public boolean isGiven() {
    return master.isPresent();
  }

  /**
   * Refuses what cannot be had, before anything is loaded.
   *
   * @throws Refusal if this program was built without Spark, or settings have nothing to set
   */
  public void requirePossible() {
    if (master.isPresent()) {
      cluster();
    } else if (!settings.isEmpty()) {
      throw Refusal.request("--spark-conf is for --spark MASTER. Add it, or leave both out.");
    }
  }

  /**
   * Asks for executors, where any are wanted; the caller closes them.
   *
   * @param study what they compute; asked for if they are wanted
   */
  public Optional<Workers> connect(Supplier<StudySetting> study) {
    return master.map(where -> cluster().connect(where, settings, study.get()));
  }

  private static Cluster cluster() {
    try {
      Class.forName("org.apache.spark.api.java.JavaSparkContext");
      Iterator<Cluster> found = ServiceLoader.load(Cluster.class).iterator();
      if (found.hasNext()) {
        return found.next();
      }
    } catch (ClassNotFoundException | ServiceConfigurationError | LinkageError incomplete) {
      throw Refusal.environment(MISSING, incomplete);
    }
    throw Refusal.environment(MISSING);
  }
}
