package vitexplain.study.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vitexplain.base.Progress;
import vitexplain.run.row.ModelAgreementRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.study.summary.RankedModel.ModelRanking;

/**
 * Do two models, and the occlusion strategies on each of them, rank the methods alike? One table of
 * resampled images serves both models, so that an image that is drawn twice counts twice on either
 * side.
 *
 * @param first the model that the numbers are reported with
 * @param second the model that it is compared with
 * @param methods ranked on both
 * @param images with values on both
 */
public record ModelRankings(
    RankedModel first, RankedModel second, List<String> methods, List<String> images) {

  /**
   * Kendall's tau-b of every pair of rankings by the same metric, of metrics that both evaluations
   * have.
   *
   * @param progress called when the work begins and after each metric
   */
  public List<ModelAgreementRow> rows(int resamples, long seed, Progress progress) {
    Bootstrap bootstrap = Bootstrap.of(images.size(), resamples, seed);
    Map<String, List<ModelRanking>> ofFirst = byMetric(first, bootstrap);
    Map<String, List<ModelRanking>> ofSecond = byMetric(second, bootstrap);
    ofFirst.keySet().retainAll(ofSecond.keySet());
    progress.begin(ofFirst.size(), 0);
    List<ModelAgreementRow> rows = new ArrayList<>();
    ofFirst.forEach(
        (metric, ranked) -> {
          List<ModelRanking> places =
              Stream.concat(ranked.stream(), ofSecond.get(metric).stream()).toList();
          rows.addAll(pairs(metric, places));
          progress.step(metric);
        });
    return rows;
  }

  private Map<String, List<ModelRanking>> byMetric(RankedModel model, Bootstrap bootstrap) {
    Map<String, List<ModelRanking>> byMetric = new LinkedHashMap<>();
    model
        .rankings(methods, images, bootstrap)
        .forEach(r -> byMetric.computeIfAbsent(r.metric(), m -> new ArrayList<>()).add(r));
    return byMetric;
  }

  private List<ModelAgreementRow> pairs(String metric, List<ModelRanking> places) {
    List<ModelAgreementRow> rows = new ArrayList<>();
    for (int a = 0; a < places.size(); a++) {
      for (int b = a + 1; b < places.size(); b++) {
        rows.add(row(metric, places.get(a), places.get(b)));
      }
    }
    return rows;
  }

  private ModelAgreementRow row(String metric, ModelRanking a, ModelRanking b) {
    Estimate tau = a.means().agreement(b.means());
    return new ModelAgreementRow(
        metric,
        a.model(),
        a.fill(),
        b.model(),
        b.fill(),
        tau.mean(),
        tau.low(),
        tau.high(),
        tau.n(),
        methods.size());
  }
}
