package vitexplain.study.summary;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.run.row.SettledRow;
import vitexplain.statistics.ConfidenceSequence;
import vitexplain.statistics.SequentialComparison;
import vitexplain.statistics.Settling;
import vitexplain.statistics.Settling.Pair;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyPlan;

/**
 * What a study that may end early knows of each pair: when it was decided, and how large the
 * difference is on all images that both methods were measured on, with an interval that stopping
 * does not spoil.
 */
record SettledPairs(StudyPlan plan, StoppingRule rule, SampleMeans means) {

  List<SettledRow> rows() {
    List<String> methods = Settlement.compared(plan);
    Map<String, double[]> values = new LinkedHashMap<>();
    methods.forEach(method -> values.put(method, values(method)));
    Settling settling = Settlement.of(plan, rule).settling();
    for (int image = 0; image < means.images().size(); image++) {
      settling = settling.after(ofImage(values, image));
    }
    Settling end = settling;
    // Each interval is a search through all images.
    return List.copyOf(end.comparisons().keySet()).parallelStream()
        .map(pair -> row(pair, end, difference(values.get(pair.a()), values.get(pair.b()))))
        .toList();
  }

  private static Map<String, Double> ofImage(Map<String, double[]> values, int image) {
    Map<String, Double> ofImage = new LinkedHashMap<>();
    values.forEach((method, all) -> ofImage.put(method, all[image]));
    return ofImage;
  }

  private SettledRow row(Pair pair, Settling end, double[] differences) {
    SequentialComparison comparison = end.comparisons().get(pair);
    ConfidenceSequence.Interval interval = comparison.sequence().after(differences);
    Integer decidedAt = end.decidedAt().get(pair);
    return new SettledRow(
        pair.a(),
        pair.b(),
        Faithfulness.SRG.name(),
        plan.primaryFill().id(),
        comparison.verdict().name().toLowerCase(Locale.ROOT),
        decidedAt == null ? OptionalInt.empty() : OptionalInt.of(decidedAt),
        StatUtils.mean(differences),
        interval.low(),
        interval.high(),
        differences.length);
  }

  /** Of the images where both are defined. */
  private static double[] difference(double[] a, double[] b) {
    return IntStream.range(0, a.length)
        .mapToDouble(i -> a[i] - b[i])
        .filter(difference -> !Double.isNaN(difference))
        .toArray();
  }

  private double[] values(String method) {
    return means
        .values(method, Faithfulness.SRG.name(), plan.primaryFill().id())
        .orElseGet(this::undefined);
  }

  private double[] undefined() {
    double[] values = new double[means.images().size()];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
