package vitexplain.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import vitexplain.explain.Explainer;
import vitexplain.explain.Methods;
import vitexplain.metric.AveragePrecision;
import vitexplain.metric.Bootstrap;
import vitexplain.metric.Estimate;
import vitexplain.metric.Faithfulness;
import vitexplain.metric.Holm;
import vitexplain.metric.Wilcoxon;
import vitexplain.run.PairRow;

/**
 * Methods against each other on the same images: bootstrap interval of the difference, Wilcoxon
 * signed-rank, Holm over the pairs of one metric. The metrics are the primary one, srg with the
 * plan's first fill, and ap_fg.
 */
record Pairs(StudyPlan plan, SampleMeans means, Bootstrap bootstrap) {

  List<PairRow> rows() {
    List<PairRow> rows = new ArrayList<>();
    if (!plan.fills().isEmpty()) {
      rows.addAll(family(Faithfulness.SRG.name(), plan.fills().get(0).id()));
    }
    rows.addAll(family(AveragePrecision.FOREGROUND.name(), ""));
    return rows;
  }

  /** Every pair of what is no control, and each against the random control. */
  private List<PairRow> family(String metric, String fill) {
    List<String> methods =
        plan.methods().stream()
            .map(Explainer::id)
            .filter(Pairs::isCompared)
            .map(MethodSeed::without)
            .distinct()
            .filter(id -> means.byKey().containsKey(key(id, metric, fill)))
            .toList();
    List<PairRow> raw = new ArrayList<>();
    for (int a = 0; a < methods.size(); a++) {
      for (int b = a + 1; b < methods.size(); b++) {
        raw.add(compare(methods.get(a), methods.get(b), metric, fill));
      }
    }
    double[] adjusted = Holm.adjust(raw.stream().mapToDouble(PairRow::p).toArray());
    return IntStream.range(0, raw.size())
        .mapToObj(
            i -> {
              PairRow r = raw.get(i);
              return new PairRow(
                  r.methodA(),
                  r.methodB(),
                  r.metric(),
                  r.difference(),
                  r.ciLow(),
                  r.ciHigh(),
                  r.p(),
                  adjusted[i]);
            })
        .toList();
  }

  private static boolean isCompared(String id) {
    return switch (Methods.entry(id).kind()) {
      case METHOD, PEER, VARIANT -> true;
      case CONTROL -> id.startsWith("random");
      case SPOILT -> false;
    };
  }

  private PairRow compare(String a, String b, String metric, String fill) {
    double[] valuesA = means.byKey().get(key(a, metric, fill));
    double[] valuesB = means.byKey().get(key(b, metric, fill));
    Estimate difference = bootstrap.difference(valuesA, valuesB);
    double p = Wilcoxon.pValue(valuesA, valuesB);
    return new PairRow(
        a, b, metric, difference.mean(), difference.low(), difference.high(), p, Double.NaN);
  }

  private static SampleMeans.Key key(String method, String metric, String fill) {
    return new SampleMeans.Key(method, metric, fill, "");
  }
}
