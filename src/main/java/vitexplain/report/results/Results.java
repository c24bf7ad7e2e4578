package vitexplain.report.results;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vitexplain.report.chart.Roster;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Budget;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.PeerRow;
import vitexplain.run.row.ReproductionRow;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SettledRow;
import vitexplain.run.row.SummaryRow;

/**
 * What a run folder holds, read once. A file that is not there is an empty list: only benchmarks or
 * only an evaluation may have run.
 *
 * @param selection what of it is shown
 */
public record Results(
    RunFolder folder,
    Manifest manifest,
    Roster roster,
    List<LatencyRow> latency,
    List<SummaryRow> summary,
    List<MetricRow> metrics,
    List<PairRow> pairs,
    List<FailureRow> failures,
    List<SettledRow> settled,
    Supplier<Optional<ImageSamples>> ofImages,
    Selection selection) {

  /** The primary faithfulness number: area under least-relevant-first minus most-relevant-first. */
  public static final String SRG = "srg";

  /** The stage of a failure that costs the scores against a mask and nothing else. */
  private static final String MASK = "mask";

  public static Results of(RunFolder folder) {
    Manifest manifest = Manifest.of(folder);
    List<LatencyRow> latency = shortly(folder.table(LatencyRow.SCHEMA).readIfPresent(), manifest);
    List<SummaryRow> summary = folder.table(SummaryRow.SCHEMA).readIfPresent();
    Stream<String> met =
        Stream.of(
                summary.stream().map(SummaryRow::method),
                latency.stream().map(LatencyRow::method),
                folder.table(ReproductionRow.SCHEMA).readIfPresent().stream()
                    .map(ReproductionRow::method))
            .flatMap(ids -> ids);
    Roster roster =
        Roster.of(
            folder.table(MethodRow.SCHEMA).readIfPresent(),
            met.filter(id -> !id.isEmpty()).distinct().toList());
    return new Results(
        folder,
        manifest,
        roster,
        latency,
        summary,
        folder.table(MetricRow.SCHEMA).readIfPresent(),
        folder.table(PairRow.SCHEMA).readIfPresent(),
        folder.table(FailureRow.SCHEMA).readIfPresent(),
        folder.table(SettledRow.SCHEMA).readIfPresent(),
        new Once<>(() -> ImageSamples.of(folder, primaryFill(summary), roster)),
        Selection.ALL);
  }

  /** What is taken from the samples, read when it is first asked for; nothing if not kept. */
  public Optional<ImageSamples> samples() {
    return ofImages.get();
  }

  /** Under the names by which titles and tables call the models. */
  private static List<LatencyRow> shortly(List<LatencyRow> rows, Manifest manifest) {
    ModelNames names =
        ModelNames.of(
            Stream.concat(
                    rows.stream().map(LatencyRow::model),
                    manifest.section("evaluate").map(Section::model).stream())
                .toList());
    return rows.stream().map(row -> row.withModel(names.shown(row.model()))).toList();
  }

  /** The same with other means, as those over some of the images. */
  public Results withSummary(List<SummaryRow> other) {
    return new Results(
        folder, manifest, roster, latency, other, metrics, pairs, failures, settled, ofImages,
        selection);
  }

  /** The same for figures that go into a paper, with the methods' titles. */
  public Results forPrint() {
    return new Results(
        folder,
        manifest,
        roster.forPrint(),
        latency,
        summary,
        metrics,
        pairs,
        failures,
        settled,
        ofImages,
        selection);
  }

  /** The same with the chosen means and times only; looks and ranks stay. */
  public Results only(Selection chosen) {
    return new Results(
        folder,
        manifest,
        roster,
        latency.stream().filter(chosen::hasTime).toList(),
        summary.stream().filter(row -> chosen.hasMethod(row.method())).toList(),
        metrics,
        pairs,
        failures,
        settled,
        ofImages,
        chosen);
  }

  /** Numbers of published protocols, of the chosen methods. */
  public List<ReproductionRow> reproduction() {
    return folder.table(ReproductionRow.SCHEMA).readIfPresent().stream()
        .filter(row -> selection.hasMethod(row.method()))
        .toList();
  }

  /**
   * Whether a check asks for a change of the class, so that a map that knows no class cannot show
   * it.
   */
  public boolean asksForTheClass(String check) {
    return folder.table(SanityRow.SCHEMA).readIfPresent().stream()
        .anyMatch(row -> row.check().equals(check) && row.expected().equals(SanityRow.STAYS));
  }

  /**
   * Rows of one metric that satisfy a condition, in the file's order: means over images, of the
   * predicted class; none of a metric that was not chosen.
   */
  public List<SummaryRow> rows(String metric, Predicate<SummaryRow> condition) {
    return selection.hasMetric(metric) ? known(metric, condition) : List.of();
  }

  private List<SummaryRow> known(String metric, Predicate<SummaryRow> condition) {
    return summary.stream()
        .filter(row -> row.metric().equals(metric) && row.isPlain())
        .filter(condition)
        .toList();
  }

  /** The row of one method, if there is one. */
  public Optional<SummaryRow> row(String method, String metric, String fill, String level) {
    return rows(
            metric,
            row ->
                row.method().equals(method) && row.fill().equals(fill) && row.level().equals(level))
        .stream()
        .findFirst();
  }

  /** What the folder says of a metric. */
  public Optional<MetricRow> description(String metric) {
    return metrics.stream().filter(row -> row.metric().equals(metric)).findFirst();
  }

  /** The family of a metric; none of a curve's points, which are drawn. */
  public Optional<Family> family(String metric) {
    String family = description(metric).map(MetricRow::family).orElse("");
    return family.equals(MetricRow.CURVE) ? Optional.empty() : Optional.of(Family.named(family));
  }

  /** The direction that is better, to stand behind a name; nothing where neither is. */
  public String arrow(String metric) {
    return isHigherBetter(metric)
        ? "\u00a0↑"
        : direction(metric).startsWith("lower") ? "\u00a0↓" : "";
  }

  /** Whether a metric has a direction and it is up. */
  boolean isHigherBetter(String metric) {
    return direction(metric).startsWith("higher");
  }

  private String direction(String metric) {
    return description(metric).map(MetricRow::direction).orElse("");
  }

  /** Fills a metric was measured with, in the file's order. */
  public List<String> fills(String metric) {
    return rows(metric, row -> true).stream().map(SummaryRow::fill).distinct().toList();
  }

  /**
   * The occlusion strategy of the primary number: the first that the study wrote. Empty without a
   * study.
   */
  public String primaryFill() {
    return primaryFill(summary);
  }

  private static String primaryFill(List<SummaryRow> summary) {
    return summary.stream()
        .filter(row -> row.metric().equals(SRG) && row.isPlain())
        .map(SummaryRow::fill)
        .findFirst()
        .orElse("");
  }

  /** Evaluated methods, controls last; chosen ones in the order of the choice. */
  public List<String> methods() {
    if (!selection.methods().isEmpty()) {
      return selection.methods().stream()
          .filter(method -> summary.stream().anyMatch(row -> row.method().equals(method)))
          .toList();
    }
    return summary.stream()
        .map(SummaryRow::method)
        .distinct()
        .sorted(roster.controlsLast())
        .toList();
  }

  /** Times of whole calls; percentiles of single calls are rows of another mode. */
  public List<LatencyRow> averages() {
    return latency("avgt");
  }

  /** Other programs' times, under the names by which titles and tables call the models. */
  public List<PeerRow> peers() {
    List<PeerRow> rows =
        folder.table(PeerRow.SCHEMA).readIfPresent().stream().filter(selection::hasAnswer).toList();
    ModelNames names = ModelNames.of(rows.stream().map(PeerRow::model).toList());
    return rows.stream().map(row -> row.withModel(names.shown(row.model()))).toList();
  }

  /** What a call may take, if the bench was asked. */
  public Optional<Budget> budget() {
    return manifest.section("bench").flatMap(Budget::of);
  }

  /** Times of one of JMH's modes. */
  public List<LatencyRow> latency(String mode) {
    return latency.stream().filter(row -> row.mode().equals(mode)).toList();
  }

  /**
   * The row of a method's time over the forward pass of the evaluated model, at the smallest batch
   * measured; of the first model in the file if the manifest names none.
   */
  public Optional<LatencyRow> time(String method) {
    String evaluated = manifest.section("evaluate").map(Section::model).orElse("");
    List<LatencyRow> rows =
        averages().stream()
            .filter(row -> evaluated.isEmpty() || ModelNames.stands(row.model(), evaluated))
            .toList();
    return rows.stream()
        .findFirst()
        .flatMap(
            first ->
                rows.stream()
                    .filter(row -> row.isExplanation() && row.method().equals(method))
                    .filter(row -> Condition.of(row).equals(Condition.of(first)))
                    .filter(row -> Double.isFinite(row.ratioToForward()))
                    .findFirst());
  }

  /** The forward pass under these conditions, if it was timed. */
  Optional<LatencyRow> forward(Condition condition) {
    return averages().stream()
        .filter(row -> row.benchmark().equals(LatencyRow.FORWARD))
        .filter(row -> Condition.of(row).equals(condition))
        .findFirst();
  }

  /**
   * Methods with a finite primary number under an occlusion strategy, controls left out, in the
   * file's order.
   */
  public List<SummaryRow> ranked(String fill) {
    return known(
        SRG,
        row ->
            row.fill().equals(fill)
                && row.level().isEmpty()
                && Double.isFinite(row.mean())
                && !roster.isControl(row.method()));
  }

  /** Images that are in no mean; one whose mask cannot be used is in all that need none. */
  public long failedImages() {
    return failures.stream()
        .filter(row -> row.isOfAnImage() && !row.stage().equals(MASK))
        .map(FailureRow::image)
        .distinct()
        .count();
  }

  /** Images whose mask cannot be used. */
  public long failedMasks() {
    return failures.stream()
        .filter(row -> row.stage().equals(MASK))
        .map(FailureRow::image)
        .distinct()
        .count();
  }

  /** Its ratio. */
  public OptionalDouble ratioToForward(String method) {
    return time(method)
        .map(row -> OptionalDouble.of(row.ratioToForward()))
        .orElse(OptionalDouble.empty());
  }
}
