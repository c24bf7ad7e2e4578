package vitexplain.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.metric.Metrics;
import vitexplain.run.RunFolder;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.ReliabilityRow;
import vitexplain.run.row.SampleRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;

/** From samples by hand to {@code reliability.csv} and {@code rank_agreement.csv}. */
class RankingsTest {
  private static final double ROUNDING = 1e-12;
  private static final int IMAGES = 12;

  /** Best first, as {@link #samples} makes them. */
  private static final List<String> METHODS = List.of("legrad", "rollout", "gmar-l1", "chefer");

  private static final StudyPlan PLAN =
      new StudyPlan(
          List.of(
              Methods.named("legrad"),
              Methods.named("rollout"),
              Methods.named("gmar-l1"),
              Methods.named("chefer"),
              Methods.named("random"),
              Methods.named("inverse")),
          List.of(
              Metrics.named("srg"),
              Metrics.named("deletion_auc"),
              Metrics.named("comprehensiveness"),
              Metrics.named("gini"),
              Metrics.named("miou")),
          List.of(Fill.DROP, Fill.BLACK),
          StudyPlan.steps(2),
          1,
          1);

  @TempDir Path folder;

  private final List<SampleRow> samples = new ArrayList<>();
  private final List<ConfusionRow> confusion = new ArrayList<>();

  private static SampleRow ofTrueClass(SampleRow row) {
    return new SampleRow(
        row.image(),
        row.method(),
        SampleRow.LABEL,
        row.metric(),
        row.fill(),
        row.unit(),
        row.level(),
        0,
        -row.value(),
        false);
  }

  /** Values that fall from method to method by {@code step}; controls come out on top. */
  private void samples(String metric, String fill, String level, double step, double noise) {
    Random random = new Random(metric.hashCode());
    for (int i = 0; i < IMAGES; i++) {
      for (int m = 0; m < METHODS.size(); m++) {
        sample(i, METHODS.get(m), metric, fill, level, -step * m + noise * random.nextGaussian());
      }
      sample(i, "random", metric, fill, level, 100);
      sample(i, "inverse", metric, fill, level, -100);
    }
  }

  private void sample(
      int image, String method, String metric, String fill, String level, double value) {
    samples.add(
        new SampleRow(
            "i" + image,
            method,
            "predicted",
            metric,
            fill,
            fill.isEmpty() ? "" : "patch",
            level,
            0,
            value,
            false));
  }

  private RunFolder summarised() {
    return summarised(PLAN.methods());
  }

  private RunFolder summarised(List<Explainer> methods) {
    StudyPlan plan = new StudyPlan(methods, PLAN.metrics(), PLAN.fills(), StudyPlan.steps(2), 1, 1);
    RunFolder run = new RunFolder(folder);
    run.samples().write(samples);
    run.table(ConfusionRow.SCHEMA).write(confusion);
    new Summary(plan).write(run, Progress.SILENT);
    return run;
  }

  private AgreementRow agreement(String a, String fillA, String b, String fillB) {
    return summarised().table(AgreementRow.SCHEMA).read().stream()
        .filter(row -> row.metricA().equals(a) && row.fillA().equals(fillA))
        .filter(row -> row.metricB().equals(b) && row.fillB().equals(fillB))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void clearRankingIsReliableAndOneOfNoiseIsLess() {
    samples("srg", "drop", "", 1, 0);
    samples("deletion_auc", "drop", "", 0, 1);
    List<ReliabilityRow> rows = summarised().table(ReliabilityRow.SCHEMA).read();
    assertThat(rows).extracting(ReliabilityRow::metric).containsExactly("srg", "deletion_auc");
    assertThat(rows.get(0).splitHalf()).isCloseTo(1, within(ROUNDING));
    assertThat(rows.get(1).splitHalf()).isLessThan(0.8);
    assertThat(rows).allMatch(row -> row.nImages() == IMAGES && row.nMethods() == METHODS.size());
  }

  @Test
  void lowerIsBetterIsTurnedSoThatAgreementIsOne() {
    samples("srg", "drop", "", 1, 0);
    samples("deletion_auc", "drop", "", -1, 0);
    AgreementRow row = agreement("srg", "drop", "deletion_auc", "drop");
    assertThat(row.kendallTau()).isEqualTo(1);
    assertThat(row.ciLow()).isEqualTo(1);
    assertThat(row.nMethods()).isEqualTo(METHODS.size());
    assertThat(row.nImages()).isEqualTo(IMAGES);
  }

  @Test
  void fillsOfOneMetricAreComparedToo() {
    samples("srg", "drop", "", 1, 0);
    samples("srg", "black", "", -1, 0);
    assertThat(agreement("srg", "drop", "srg", "black").kendallTau()).isEqualTo(-1);
  }

  @Test
  void descriptorsAndValuesAtLevelsRankNothing() {
    samples("srg", "drop", "", 1, 0);
    samples("gini", "", "", 1, 0);
    samples("comprehensiveness", "drop", "0.10", 1, 0);
    samples.addAll(samples.stream().map(RankingsTest::ofTrueClass).toList());
    assertThat(summarised().table(ReliabilityRow.SCHEMA).read())
        .extracting(ReliabilityRow::metric)
        .containsExactly("srg");
  }

  @Test
  void thresholdedMapsRankAtOneHalf() {
    samples("srg", "drop", "", 1, 0);
    for (int i = 0; i < IMAGES; i++) {
      for (int m = 0; m < METHODS.size(); m++) {
        confusion.add(
            new ConfusionRow("i" + i, METHODS.get(m), "predicted", "0.50", 20 - m, m, m, 80 - m));
        confusion.add(
            new ConfusionRow("i" + i, METHODS.get(m), "predicted", "0.30", m, 20 - m, 3, 80 - m));
      }
    }
    assertThat(agreement("srg", "drop", "miou", "").kendallTau()).isEqualTo(1);
  }

  @Test
  void imagesWhereAMethodIsUndefinedDoNotCount() {
    samples("srg", "drop", "", 1, 0);
    samples.removeIf(row -> row.image().equals("i3") && row.method().equals("chefer"));
    sample(3, "chefer", "srg", "drop", "", Double.NaN);
    assertThat(summarised().table(ReliabilityRow.SCHEMA).read().get(0).nImages())
        .isEqualTo(IMAGES - 1);
  }

  /** Whatever the seeds, and also where none of them is the default one. */
  @Test
  void seedsOfOneMethodAreOneRankedMethod() {
    for (String[] seeds :
        List.of(
            new String[] {"smoothgrad:seed=7"},
            new String[] {"smoothgrad", "smoothgrad:seed=1", "smoothgrad:seed=2147483647"},
            new String[] {"smoothgrad:samples=2,seed=3", "smoothgrad:samples=2,seed=4"})) {
      samples.clear();
      samples("srg", "drop", "", 1, 0);
      samples("deletion_auc", "drop", "", -1, 0);
      for (int i = 0; i < IMAGES; i++) {
        for (int s = 0; s < seeds.length; s++) {
          // Their mean within an image is the lowest of all, though one of them is the highest.
          double value = s == 1 ? 2 : -9 - i;
          sample(i, seeds[s], "srg", "drop", "", value);
          sample(i, seeds[s], "deletion_auc", "drop", "", -value);
        }
      }
      List<Explainer> methods = new ArrayList<>(PLAN.methods());
      List.of(seeds).forEach(seed -> methods.add(Methods.named(seed)));
      RunFolder run = summarised(methods);
      assertThat(run.table(ReliabilityRow.SCHEMA).read())
          .hasSize(2)
          .allMatch(row -> row.nMethods() == METHODS.size() + 1)
          .allMatch(row -> row.splitHalf() > 1 - ROUNDING);
      assertThat(run.table(AgreementRow.SCHEMA).read())
          .singleElement()
          .matches(row -> row.kendallTau() == 1 && row.nMethods() == METHODS.size() + 1);
    }
  }
}
