package vitexplain.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.explain.Explainer;
import vitexplain.metric.CurveMetric;
import vitexplain.metric.Metric;

/**
 * What is measured of every image: everything that can change a number of the study.
 *
 * @param methods in the order of the tables
 * @param metrics in the order of the tables
 * @param fills what stands for removed patches
 * @param levels removed shares, 0 to 1, both ends included
 * @param batch perturbed copies per forward pass
 * @param seed of the bootstrap
 */
public record StudyPlan(
    List<Explainer> methods,
    List<Metric> metrics,
    List<Fill> fills,
    double[] levels,
    int batch,
    long seed) {

  public StudyPlan {
    methods = List.copyOf(methods);
    metrics = List.copyOf(metrics);
    fills = List.copyOf(fills);
  }

  /** Removed shares from 0 to 1 in equal steps. */
  public static double[] steps(int count) {
    double[] levels = new double[count + 1];
    Arrays.setAll(levels, i -> (double) i / count);
    return levels;
  }

  /** The metrics of one family. */
  <M extends Metric> List<M> family(Class<M> type) {
    return metrics.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Whether perturbed copies have to be scored at all. */
  boolean perturbs() {
    return !family(CurveMetric.class).isEmpty();
  }

  /** As it stands in the manifest. The batch size changes no value and is left out. */
  public Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    config.put("methods", methods.stream().map(Explainer::id).collect(Collectors.joining(" ")));
    config.put("metrics", metrics.stream().map(Metric::name).collect(Collectors.joining(" ")));
    config.put("fills", fills.stream().map(Fill::id).collect(Collectors.joining(" ")));
    config.put("levels", Arrays.toString(levels));
    config.put("target", "predicted");
    config.put("unit", "patch");
    config.put("seed", Long.toString(seed));
    return config;
  }
}
