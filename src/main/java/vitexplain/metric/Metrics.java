package vitexplain.metric;

import java.util.List;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.metric.descriptor.Entropy;
import vitexplain.metric.descriptor.Gini;
import vitexplain.metric.faithfulness.CheferPerturbation;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.faithfulness.Road;
import vitexplain.metric.faithfulness.SaCo;
import vitexplain.metric.faithfulness.ScoreChange;
import vitexplain.metric.faithfulness.SubsetFidelity;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.metric.localisation.AveragePrecision;
import vitexplain.metric.localisation.PointingGame;
import vitexplain.metric.localisation.RelevanceMass;
import vitexplain.metric.localisation.RelevanceRank;

/** Every metric there is; a new one adds its line here. */
public final class Metrics {

  private static final List<Metric> ALL =
      List.of(
          SegmentationMetric.PIXEL_ACC,
          SegmentationMetric.IOU_FG,
          SegmentationMetric.IOU_BG,
          SegmentationMetric.MIOU,
          SegmentationMetric.F1_FG,
          AveragePrecision.FOREGROUND,
          AveragePrecision.TWO_CHANNEL,
          Faithfulness.DELETION_AUC,
          Faithfulness.INSERTION_AUC,
          Faithfulness.SRG,
          Faithfulness.DELETION_30,
          Faithfulness.INSERTION_30,
          Faithfulness.COMPREHENSIVENESS,
          Faithfulness.SUFFICIENCY,
          CheferPerturbation.POSITIVE,
          CheferPerturbation.NEGATIVE,
          CheferPerturbation.POSITIVE_NORMALISED,
          CheferPerturbation.NEGATIVE_NORMALISED,
          Road.MORF,
          Road.LERF,
          Road.COMBINED,
          ScoreChange.AVG_DROP,
          ScoreChange.AVG_INCREASE,
          ScoreChange.AVG_GAIN,
          SubsetFidelity.MUFIDELITY,
          SubsetFidelity.INFIDELITY,
          SubsetFidelity.SINGLE_DELETION,
          SaCo.METRIC,
          StabilityMetric.MAX_SENSITIVITY,
          SanityMetric.MPRT_HEAD,
          SanityMetric.MPRT_TOP_DOWN,
          SanityMetric.MPRT_BOTTOM_UP,
          SanityMetric.RANDOM_LOGIT,
          PointingGame.EXACT,
          PointingGame.WITHIN_15_PX,
          RelevanceMass.METRIC,
          RelevanceRank.METRIC,
          Gini.METRIC,
          Entropy.METRIC);

  private Metrics() {}

  /** All metrics in the order people list them. */
  public static List<Metric> all() {
    return ALL;
  }

  /** The metrics of one family, for instance {@code family(MaskMetric.class)}. */
  public static <M extends Metric> List<M> family(Class<M> type) {
    return ALL.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * The metric of this name.
   *
   * @throws Refusal when there is none, with the nearest names
   */
  public static Metric named(String name) {
    return ALL.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static Refusal unknown(String name) {
    List<String> known = ALL.stream().map(Metric::name).toList();
    return Refusal.request("metric '" + name + "' is unknown. " + NearestName.hint(name, known));
  }
}
