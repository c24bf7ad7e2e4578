package vitexplain.study.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.Metrics;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.localisation.AveragePrecision;
import vitexplain.run.row.PairRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.Holm;
import vitexplain.statistics.PairedPermutation;
import vitexplain.statistics.Wilcoxon;
import vitexplain.study.plan.StudyPlan;

/**
 * Methods against each other on the same images: interval of the mean difference, paired
 * permutation test, Holm over the rows that answer one question by one metric. The metrics are the
 * primary one, srg with the plan's first occlusion strategy, and ap_fg; of both, higher is better.
 *
 * <p>Questions are corrected apart, since a reader asks them apart: whether a method is better than
 * a random map does not get harder to tell because methods are also compared with each other.
 */
record Pairs(StudyPlan plan, SampleMeans means, Bootstrap bootstrap) {

  List<PairRow> rows() {
    List<PairRow> rows = new ArrayList<>();
    if (!plan.fills().isEmpty()) {
      rows.addAll(new Family(Faithfulness.SRG.name(), plan.fills().get(0).id()).rows());
    }
    rows.addAll(new Family(AveragePrecision.FOREGROUND.name(), "").rows());
    return rows;
  }

  private record Pair(String a, String b) {}

  /** One metric's comparisons. */
  private final class Family {
    private final String metric;
    private final String fill;
    private final List<String> methods;

    /** A pair that answers two questions is compared once. */
    private final Map<Pair, PairRow> compared = new HashMap<>();

    Family(String metric, String fill) {
      this.metric = metric;
      this.fill = fill;
      this.methods =
          plan.methods().stream()
              .map(Explainer::id)
              .filter(Rankings::isRanked)
              .map(MethodSeed::without)
              .distinct()
              .filter(this::isMeasured)
              .toList();
    }

    List<PairRow> rows() {
      List<PairRow> rows = new ArrayList<>();
      rows.addAll(corrected(PairRow.CONTROL, against(Methods.CHANCE)));
      rows.addAll(corrected(PairRow.CENTRE, against(Methods.CENTRE_PRIOR)));
      rows.addAll(corrected(PairRow.BEST, ofTheBest()));
      rows.addAll(corrected(PairRow.ALL, all()));
      return rows;
    }

    private List<Pair> against(String family) {
      String control = Methods.controlFor(family).name();
      return isMeasured(control)
          ? methods.stream().map(method -> new Pair(method, control)).toList()
          : List.of();
    }

    private List<Pair> ofTheBest() {
      Comparator<String> byMean = Comparator.comparingDouble(this::mean);
      // Means over different images do not say which method is better.
      Comparator<String> order =
          ofTheSameImages() ? byMean : Comparator.comparingLong(this::wins).thenComparing(byMean);
      return methods.stream()
          .max(order.thenComparing(firstWins()))
          .map(
              best ->
                  methods.stream()
                      .filter(method -> !method.equals(best))
                      .map(method -> new Pair(best, method))
                      .toList())
          .orElse(List.of());
    }

    /** Whether every method has values of the images that the first one has values of. */
    private boolean ofTheSameImages() {
      return methods.stream().map(method -> defined(values(method))).distinct().count() <= 1;
    }

    private static BitSet defined(double[] values) {
      BitSet defined = new BitSet(values.length);
      IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).forEach(defined::set);
      return defined;
    }

    /** Methods that it is above on the images of both. */
    private long wins(String method) {
      return methods.stream()
          .filter(other -> !other.equals(method))
          .filter(other -> meanDifference(values(method), values(other)) > 0)
          .count();
    }

    private static double meanDifference(double[] a, double[] b) {
      return IntStream.range(0, a.length)
          .mapToDouble(i -> a[i] - b[i])
          .filter(difference -> !Double.isNaN(difference))
          .average()
          .orElse(0);
    }

    private Comparator<String> firstWins() {
      return Comparator.comparingInt(method -> -methods.indexOf(method));
    }

    private List<Pair> all() {
      List<Pair> pairs = new ArrayList<>();
      for (int a = 0; a < methods.size(); a++) {
        for (int b = a + 1; b < methods.size(); b++) {
          pairs.add(new Pair(methods.get(a), methods.get(b)));
        }
      }
      return pairs;
    }

    private List<PairRow> corrected(String question, List<Pair> pairs) {
      List<PairRow> raw = pairs.stream().map(this::compare).toList();
      double[] adjusted = Holm.adjust(raw.stream().mapToDouble(PairRow::p).toArray());
      // Holm multiplies the smallest p of all by their number; none of the others comes out below.
      double least =
          raw.stream().mapToDouble(row -> PairedPermutation.leastPossible(row.n())).min().orElse(1);
      double leastAdjusted = Math.min(1, raw.size() * least);
      return IntStream.range(0, raw.size())
          .mapToObj(
              i -> {
                PairRow r = raw.get(i);
                return new PairRow(
                    question,
                    r.methodA(),
                    r.methodB(),
                    metric,
                    fill,
                    r.difference(),
                    r.ciLow(),
                    r.ciHigh(),
                    r.n(),
                    r.p(),
                    adjusted[i],
                    leastAdjusted,
                    r.pWilcoxon());
              })
          .toList();
    }

    private PairRow compare(Pair pair) {
      return compared.computeIfAbsent(
          pair,
          p -> {
            double[] a = values(p.a());
            double[] b = values(p.b());
            Estimate e = bootstrap.difference(a, b, Metrics.named(metric).info().range());
            double test = PairedPermutation.pValue(a, b, plan.seed());
            return new PairRow(
                "",
                p.a(),
                p.b(),
                metric,
                fill,
                e.mean(),
                e.low(),
                e.high(),
                e.n(),
                test,
                Double.NaN,
                Double.NaN,
                Wilcoxon.pValue(a, b));
          });
    }

    private boolean isMeasured(String method) {
      return means
          .values(method, metric, fill)
          .filter(values -> Arrays.stream(values).anyMatch(v -> !Double.isNaN(v)))
          .isPresent();
    }

    private double mean(String method) {
      return Arrays.stream(values(method)).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    }

    private double[] values(String method) {
      return means.values(method, metric, fill).orElseThrow();
    }
  }
}
