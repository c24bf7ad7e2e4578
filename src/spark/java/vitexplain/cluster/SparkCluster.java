package vitexplain.cluster;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import vitexplain.base.Refusal;
import vitexplain.study.unit.Cluster;
import vitexplain.study.unit.StudySetting;
import vitexplain.study.unit.UnitKey;
import vitexplain.study.unit.UnitResult;
import vitexplain.study.unit.Workers;

/** Executors of Apache Spark. This process is the driver. */
public final class SparkCluster implements Cluster {

  @Override
  public Workers connect(String master, Map<String, String> settings, StudySetting study) {
    SparkConf conf = SparkSettings.of(master, settings);
    try {
      return new Session(new JavaSparkContext(conf), study);
    } catch (Exception refused) { // Spark's own is checked in Scala, and undeclared here
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "--spark %s: Spark cannot start there: %s. Expected a master such as local[1],"
                  + " local-cluster[2,1,2048], spark://HOST:7077, yarn or k8s://HOST:PORT that can"
                  + " be reached.",
              master,
              SparkResults.reason(refused)),
          refused);
    }
  }

  /** As long as the executors are ours. */
  private record Session(JavaSparkContext spark, StudySetting study) implements Workers {
    @Override
    public Iterator<UnitResult> begin(List<UnitKey> units) {
      return new SparkResults(spark, new UnitTask(study), units.iterator());
    }

    @Override
    public void close() {
      spark.close();
    }
  }
}
