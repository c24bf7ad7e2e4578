package vitexplain.study.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import vitexplain.base.Progress;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.Chance;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.run.RunFolder;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.ReliabilityRow;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SettledRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.ValueRange;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.unit.PerturbationScores;

/**
 * From per-image values to everything derived: {@code summary.csv}, {@code summary_correct.csv},
 * {@code pairs.csv}, {@code sanity.csv}, {@code reliability.csv}, {@code rank_agreement.csv} and,
 * of a study that may end early, {@code settled.csv}. One table of bootstrap resamples serves every
 * row of a file, so that differences are paired.
 */
public final class Summary {
  /** There are hundreds of pairs of metrics, and none of them is a claim. */
  private static final int RESAMPLES_OF_PAIRS = 1000;

  private final StudyPlan plan;
  private final Optional<StoppingRule> rule;

  /** Of a study of every image. */
  public Summary(StudyPlan plan) {
    this(plan, Optional.empty());
  }

  /**
   * @param rule by which the study may have ended before its images did; then there is {@code
   *     settled.csv} too, and rankings are of the images that every method was measured on
   */
  public Summary(StudyPlan plan, Optional<StoppingRule> rule) {
    this.plan = plan;
    this.rule = rule;
  }

  /**
   * Reads the folder's samples and counts, writes the files.
   *
   * @param progress called when the part begins and after each of its rows
   */
  public void write(RunFolder folder, Progress progress) {
    write(folder, progress, curve -> {});
  }

  /**
   * The same, so that the samples need not be read again for something else.
   *
   * @param also sees every curve, in order
   */
  public void write(RunFolder folder, Progress progress, Consumer<CurveRow> also) {
    try (SampleMeans means = SampleMeans.of(folder.samples(), also, folder.root());
        Segmentations counts =
            Segmentations.of(folder.table(ConfusionRow.SCHEMA), means.images(), folder.root())) {
      if (means.images().isEmpty()) {
        writeNothing(folder);
      } else {
        write(folder, means, counts, progress);
      }
    }
  }

  private void writeNothing(RunFolder folder) {
    rule.ifPresent(r -> folder.table(SettledRow.SCHEMA).write(List.of()));
    folder.table(SummaryRow.SCHEMA).write(List.of());
    folder.table(SummaryRow.CORRECT).write(List.of());
    folder.table(PairRow.SCHEMA).write(List.of());
    folder.table(SanityRow.SCHEMA).write(List.of());
    folder.table(ReliabilityRow.SCHEMA).write(List.of());
    folder.table(AgreementRow.SCHEMA).write(List.of());
  }

  private void write(RunFolder folder, SampleMeans means, Segmentations counts, Progress progress) {
    int images = means.images().size();
    Bootstrap bootstrap = Bootstrap.of(images, Bootstrap.RESAMPLES, plan.seed());
    folder.table(SummaryRow.SCHEMA).write(rows(means, counts, bootstrap, progress));
    folder.table(SummaryRow.CORRECT).write(correct(folder, means, counts, progress));
    folder.table(PairRow.SCHEMA).write(new Pairs(plan, means, bootstrap).rows());
    folder.table(SanityRow.SCHEMA).write(new SanityChecks(plan, means, bootstrap).rows());
    List<String> ranked = means.images().subList(0, measuredByAll(settled(folder, means), images));
    Bootstrap ofPairs = Bootstrap.of(ranked.size(), RESAMPLES_OF_PAIRS, plan.seed());
    Rankings rankings = new Rankings(plan, means.of(ranked), counts.of(ranked), ofPairs);
    folder.table(ReliabilityRow.SCHEMA).write(rankings.reliability());
    folder.table(AgreementRow.SCHEMA).write(rankings.agreement());
  }

  /** Writes what is known of each pair; nothing of a study of every image. */
  private List<SettledRow> settled(RunFolder folder, SampleMeans means) {
    List<SettledRow> rows =
        rule.map(r -> new SettledPairs(plan, r, means).rows()).orElse(List.of());
    rule.ifPresent(r -> folder.table(SettledRow.SCHEMA).write(rows));
    return rows;
  }

  /** How many of the first images have values of every method that takes part in rankings. */
  private int measuredByAll(List<SettledRow> settled, int images) {
    return Rankings.methods(plan).stream()
        .mapToInt(method -> SettledRow.measured(settled, method, images))
        .min()
        .orElse(images);
  }

  private List<SummaryRow> rows(
      SampleMeans means, Segmentations counts, Bootstrap bootstrap, Progress progress) {
    Progress intervals = progress.next("intervals", means.keys().size() + counts.keys().size());
    double[] shares = counts.foregroundShares();
    List<SummaryRow> rows = new ArrayList<>();
    for (SampleMeans.Key key : means.keys()) {
      double[] values = means.values(key);
      Estimate mean = bootstrap.mean(values, range(key.metric()));
      rows.add(row(key, mean, chance(key.metric(), values, shares)));
      intervals.step(key.metric());
    }
    rows.addAll(counts.summarise(plan.family(SegmentationMetric.class), bootstrap, intervals));
    return rows;
  }

  /**
   * The same over the images that the model classifies correctly; none where there are no such
   * images, no labels, or no others.
   */
  private List<SummaryRow> correct(
      RunFolder folder, SampleMeans means, Segmentations counts, Progress progress) {
    Set<String> right =
        folder.table(ImageRow.SCHEMA).readIfPresent().stream()
            .filter(row -> row.label().isPresent() && row.label().equals(row.predicted()))
            .map(ImageRow::image)
            .collect(Collectors.toSet());
    List<String> images = means.images().stream().filter(right::contains).toList();
    if (images.isEmpty() || images.size() == means.images().size()) {
      return List.of();
    }
    Bootstrap bootstrap = Bootstrap.of(images.size(), Bootstrap.RESAMPLES, plan.seed());
    return rows(means.of(images), counts.of(images), bootstrap, progress);
  }

  private static SummaryRow row(SampleMeans.Key key, Estimate e, double chance) {
    return new SummaryRow(
        key.method(),
        key.metric(),
        key.target(),
        SummaryRow.MACRO,
        key.fill(),
        key.unit(),
        key.level(),
        e.mean(),
        e.low(),
        e.high(),
        e.n(),
        chance);
  }

  private static Optional<Metric> registered(String name) {
    return Metrics.all().stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /** Points of curves are probabilities or logits. */
  private static ValueRange range(String name) {
    return registered(name)
        .map(metric -> metric.info().range())
        .orElse(PerturbationScores.range(name).orElse(ValueRange.ANY));
  }

  /** What a map that knows nothing scores; the curves' points have no such value. */
  private static double chance(String name, double[] values, double[] shares) {
    return registered(name)
        .map(
            metric -> {
              Chance chance = metric.info().chance();
              return metric instanceof MaskMetric
                  ? Segmentations.chance(chance, values, shares)
                  : chance.value(0, 0);
            })
        .orElse(Double.NaN);
  }
}
