package vitexplain.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.Measured;
import vitexplain.statistics.PairedPermutation;
import vitexplain.statistics.ValueRange;
import vitexplain.statistics.Welch;
import vitexplain.statistics.Welch.Contrast;

/**
 * The scores of both folders: of the same model, images, protocol, method and metric. Image by
 * image where both keep samples, else from the intervals of the means, as if the images had been
 * others, which is less sharp.
 */
final class Scores {
  static final String PAIRED = "images, paired";
  static final String INTERVALS = "intervals of the means";

  /** Compared if nothing else is asked for: the primary number first. */
  static final List<String> MAIN =
      List.of("srg", "ap_fg", "deletion_auc", "insertion_auc", "mufidelity");

  private static final String PRIMARY = MAIN.get(0);
  private static final String MAIN_LEVEL = "0.50";
  private static final double LEVEL = 0.95;

  private final SameStudy study;
  private final Side a;
  private final Side b;
  private final Set<String> metrics;

  Scores(SameStudy study, Set<String> metrics) {
    this.study = study;
    this.a = study.a();
    this.b = study.b();
    this.metrics = metrics;
  }

  /** Main numbers of methods under test, by what they are of, in the file's order. */
  Map<Map<String, String>, SummaryRow> of(Side side) {
    List<SummaryRow> summary = side.rows(side.folder().table(SummaryRow.SCHEMA));
    String fill =
        summary.stream()
            .filter(row -> row.metric().equals(PRIMARY))
            .map(SummaryRow::fill)
            .findFirst()
            .orElse("");
    Set<String> controls =
        side.rows(side.folder().table(MethodRow.SCHEMA)).stream()
            .filter(
                row ->
                    row.kind().equals(MethodRow.CONTROL) || row.kind().equals(MethodRow.DEGRADED))
            .map(MethodRow::averagedAs)
            .collect(Collectors.toUnmodifiableSet());
    Map<Map<String, String>, SummaryRow> rows = new LinkedHashMap<>();
    summary.stream()
        .filter(SummaryRow::isPlain)
        .filter(row -> row.level().isEmpty() || row.level().equals(MAIN_LEVEL))
        .filter(row -> metrics.contains(row.metric()))
        .filter(row -> row.fill().isEmpty() || row.fill().equals(fill))
        .filter(row -> !controls.contains(row.method()))
        .forEach(row -> rows.putIfAbsent(Finding.subject(row), row));
    return rows;
  }

  /** Names of every metric in the summary of either folder. */
  List<String> known() {
    return List.of(a, b).stream()
        .flatMap(side -> side.rows(side.folder().table(SummaryRow.SCHEMA)).stream())
        .map(SummaryRow::metric)
        .distinct()
        .toList();
  }

  /** Of what both have, in the first one's order. */
  List<Finding> findings(
      Map<Map<String, String>, SummaryRow> first, Map<Map<String, String>, SummaryRow> second) {
    Map<Map<String, String>, SummaryRow> common = new LinkedHashMap<>(first);
    common.keySet().retainAll(second.keySet());
    if (common.isEmpty()) {
      return List.of();
    }
    Map<String, Boolean> lowerIsBetter = lowerIsBetter();
    List<Finding> findings = new ArrayList<>();
    Optional<Values> values = study.haveSamples() ? Optional.of(values(common)) : Optional.empty();
    common.forEach(
        (subject, row) -> {
          Boolean lower = lowerIsBetter.get(row.metric());
          if (lower != null) {
            Finding finding =
                values
                    .flatMap(v -> v.paired(subject, lower))
                    .orElseGet(() -> byInterval(subject, row, second.get(subject), lower));
            findings.add(finding);
          }
        });
    return findings;
  }

  /** Descriptors have no better or worse and are left out. */
  private Map<String, Boolean> lowerIsBetter() {
    Map<String, Boolean> lower = new HashMap<>();
    a.rows(a.folder().table(MetricRow.SCHEMA)).stream()
        .filter(row -> row.direction().endsWith("is better"))
        .forEach(row -> lower.put(row.metric(), row.direction().startsWith("lower")));
    return lower;
  }

  private Values values(Map<Map<String, String>, SummaryRow> common) {
    List<String> images = study.images();
    long seed = a.section(Side.EVALUATE).orElseThrow().seeds().getOrDefault("bootstrap", 1L);
    return new Values(
        SampleValues.of(a, Set.copyOf(common.values()), images),
        SampleValues.of(b, Set.copyOf(common.values()), images),
        Bootstrap.of(images.size(), Bootstrap.RESAMPLES, seed),
        seed);
  }

  /** Image by image. */
  private record Values(SampleValues a, SampleValues b, Bootstrap bootstrap, long seed) {

    Optional<Finding> paired(Map<String, String> subject, boolean lower) {
      return a.of(subject)
          .flatMap(before -> b.of(subject).map(now -> paired(subject, before, now, lower)));
    }

    private Finding paired(
        Map<String, String> subject, double[] before, double[] now, boolean lower) {
      Estimate e = bootstrap.difference(now, before, ValueRange.ANY);
      double p = PairedPermutation.pValue(now, before, seed);
      return new Finding(
          subject,
          mean(before, now),
          mean(now, before),
          new Contrast(e.mean(), e.low(), e.high(), e.n() == 0 ? Double.NaN : p),
          e.n(),
          e.n(),
          PAIRED,
          PairedPermutation.leastPossible(e.n()),
          lower,
          true);
    }

    /** Over the images where both are defined. */
    private static double mean(double[] values, double[] other) {
      return IntStream.range(0, values.length)
          .filter(i -> !Double.isNaN(values[i]) && !Double.isNaN(other[i]))
          .mapToDouble(i -> values[i])
          .average()
          .orElse(Double.NaN);
    }
  }

  private static Finding byInterval(
      Map<String, String> subject, SummaryRow before, SummaryRow now, boolean lower) {
    return new Finding(
        subject,
        before.mean(),
        now.mean(),
        Welch.difference(measured(before), measured(now)),
        before.n(),
        now.n(),
        INTERVALS,
        0,
        lower,
        true);
  }

  private static Measured measured(SummaryRow row) {
    return Measured.ofInterval(row.mean(), (row.ciHigh() - row.ciLow()) / 2, LEVEL, row.n());
  }
}
