package vitexplain.metric;

import java.util.List;
import java.util.stream.Stream;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.base.Verified;
import vitexplain.metric.descriptor.Entropy;
import vitexplain.metric.descriptor.Gini;
import vitexplain.metric.faithfulness.CheferPerturbation;
import vitexplain.metric.faithfulness.CompletenessError;
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
import vitexplain.metric.localisation.GridPointing;
import vitexplain.metric.localisation.PointingGame;
import vitexplain.metric.localisation.RelevanceMass;
import vitexplain.metric.localisation.RelevanceRank;

/** Every metric there is; a new one adds its line here. */
public final class Metrics {

  /** Sums of a few dozen doubles in another order. */
  private static final double ROUNDING = 5e-15;

  /** The same of numbers in percent. */
  private static final double OF_PERCENT = 5e-14;

  private static final Verified SCIKIT_LEARN = new Verified("scikit-learn 1.9.1", ROUNDING);
  private static final Verified SCIPY = new Verified("SciPy 1.17.1", ROUNDING);
  private static final Verified CAPTUM = new Verified("Captum 0.9.0", ROUNDING);
  private static final Verified SCRIPT = new Verified("a script with NumPy 2.4.6", ROUNDING);
  private static final Verified PERCENT = new Verified("a script with NumPy 2.4.6", OF_PERCENT);

  /** Listed with what its numbers are held against in the tests. */
  private record Entry(Metric metric, Verified verified) {}

  private static final List<Entry> ENTRIES =
      Stream.of(
              held(
                  SCIKIT_LEARN,
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
                  Faithfulness.INSERTION_30),
              held(SCRIPT, Faithfulness.COMPREHENSIVENESS, Faithfulness.SUFFICIENCY),
              held(
                  PERCENT,
                  CheferPerturbation.POSITIVE,
                  CheferPerturbation.NEGATIVE,
                  CheferPerturbation.POSITIVE_NORMALISED,
                  CheferPerturbation.NEGATIVE_NORMALISED),
              held(SCRIPT, Road.MORF, Road.LERF, Road.COMBINED),
              held(PERCENT, ScoreChange.AVG_DROP, ScoreChange.AVG_INCREASE, ScoreChange.AVG_GAIN),
              held(SCIPY, SubsetFidelity.MUFIDELITY),
              held(CAPTUM, SubsetFidelity.INFIDELITY),
              held(SCIPY, SubsetFidelity.SINGLE_DELETION),
              held(SCRIPT, SaCo.METRIC),
              held(CAPTUM, StabilityMetric.MAX_SENSITIVITY),
              held(SCRIPT, CompletenessError.METRIC),
              held(
                  SCIPY,
                  SanityMetric.MPRT_HEAD,
                  SanityMetric.MPRT_TOP_DOWN,
                  SanityMetric.MPRT_BOTTOM_UP,
                  SanityMetric.RANDOM_LOGIT),
              held(
                  SCRIPT,
                  PointingGame.EXACT,
                  PointingGame.WITHIN_15_PX,
                  RelevanceMass.METRIC,
                  RelevanceRank.METRIC,
                  GridPointing.TWO,
                  GridPointing.THREE,
                  Gini.METRIC),
              held(SCIPY, Entropy.METRIC))
          .flatMap(List::stream)
          .toList();

  private static final List<Metric> ALL = ENTRIES.stream().map(Entry::metric).toList();

  private static List<Entry> held(Verified verified, Metric... metrics) {
    return Stream.of(metrics).map(metric -> new Entry(metric, verified)).toList();
  }

  /** What a metric's numbers are held against in the tests, and how close they come. */
  public static Verified verified(Metric metric) {
    return ENTRIES.stream()
        .filter(entry -> entry.metric().equals(metric))
        .map(Entry::verified)
        .findFirst()
        .orElse(Verified.UNVERIFIED);
  }

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
