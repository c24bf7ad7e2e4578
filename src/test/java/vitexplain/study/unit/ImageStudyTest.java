package vitexplain.study.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.metric.Metrics;
import vitexplain.metric.faithfulness.CompletenessError;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.run.row.SampleRow;
import vitexplain.study.StudySubject;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StudyCost;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Vit;

class ImageStudyTest {
  /** What the project promises between batch sizes. */
  private static final double ANOTHER_BATCH = 1e-5;

  private static final String SCENE = "scene_001.png";

  private static Vit model;

  @BeforeAll
  static void openModel() {
    model = StudySubject.model();
  }

  @AfterAll
  static void closeModel() {
    model.close();
  }

  private static ImageStudy.Outcome study(StudyPlan plan, OptionalInt label) {
    return new ImageStudy(model, StudySubject.preprocessor(), plan)
        .run(
            SCENE,
            StudySubject.image(SCENE),
            Optional.of(StudySubject.mask(SCENE)),
            label.stream().boxed().toList());
  }

  private static List<SampleRow> samples(StudyPlan plan, OptionalInt label) {
    return study(plan, label).rows().rows().samples();
  }

  private static String key(SampleRow r) {
    return String.join(
        " ", r.method(), r.target(), r.metric(), r.fill(), r.unit(), r.level(), "" + r.seed());
  }

  private static Map<String, Double> values(List<SampleRow> rows) {
    Map<String, Double> values = new LinkedHashMap<>();
    rows.forEach(row -> assertThat(values.put(key(row), row.value())).as(key(row)).isNull());
    return values;
  }

  @Test
  void everyMetricHasItsRowsAndNoRowTwice() {
    List<SampleRow> rows =
        samples(
            StudySubject.plan(List.of(Fill.values()), 32, "legrad", "constant", "cp-lrp"),
            OptionalInt.empty());
    assertThat(values(rows)).hasSameSizeAs(rows);
    assertThat(rows)
        .extracting(SampleRow::metric)
        .containsAll(
            Metrics.all().stream()
                .filter(metric -> !(metric instanceof MosaicMetric)) // of several images
                .map(Metric::name)
                .toList())
        .contains("morf", "lerf", "morf_logit", "lerf_logit");
    assertThat(rows)
        .filteredOn(row -> row.metric().equals("srg"))
        .extracting(SampleRow::fill)
        .contains("drop", "blur", "mean", "black", "road");
    assertThat(rows)
        .filteredOn(row -> row.metric().startsWith("road_"))
        .extracting(SampleRow::fill)
        .containsOnly("road");
  }

  @Test
  void sameSeedSameRowsAndAnotherBatchSizeTheSameValues() {
    List<Fill> fills = List.of(Fill.DROP, Fill.ROAD);
    List<SampleRow> first = samples(StudySubject.plan(fills, 32, "legrad"), OptionalInt.of(3));
    assertThat(samples(StudySubject.plan(fills, 32, "legrad"), OptionalInt.of(3))).isEqualTo(first);
    Map<String, Double> other =
        values(samples(StudySubject.plan(fills, 7, "legrad"), OptionalInt.of(3)));
    values(first)
        .forEach(
            (key, value) -> {
              // avg_* are percentages of a probability: the same digits, a hundred times the unit.
              double unit = key.contains(" avg_") ? 100 : 1;
              assertThat(other.get(key)).as(key).isCloseTo(value, within(unit * ANOTHER_BATCH));
            });
  }

  @Test
  void aMapAddsUpBetterTheMoreStepsItsPathHasAndOnlyPromisesAreHeld() {
    StudyPlan plan =
        StudySubject.plan(
            List.of(CompletenessError.METRIC),
            List.of(),
            Unit.PATCH,
            32,
            "integrated-gradients:steps=1",
            "integrated-gradients:steps=40",
            "integrated-gradients:baseline=0.0,steps=40",
            "cp-lrp",
            "cp-lrp:target=probability",
            "libra-fullgrad",
            "legrad");
    assertThat(plan.references()).containsExactlyInAnyOrder(-1.0, 0.0);
    ImageStudy study = new ImageStudy(model, StudySubject.preprocessor(), plan);
    List<SampleRow> rows =
        study.run(SCENE, StudySubject.image(SCENE), Optional.empty()).rows().rows().samples();
    Map<String, Double> errors = new LinkedHashMap<>();
    rows.forEach(row -> errors.put(row.method(), row.value()));
    assertThat(errors.keySet())
        .containsExactly(
            "integrated-gradients:steps=1",
            "integrated-gradients:steps=40",
            "integrated-gradients:baseline=0.0,steps=40",
            "cp-lrp");
    double coarse = errors.get("integrated-gradients:steps=1");
    assertThat(errors.get("integrated-gradients:steps=40")).isLessThan(coarse / 10);
    assertThat(errors.get("integrated-gradients:baseline=0.0,steps=40")).isLessThan(coarse / 10);
    assertThat(study.measured().get("forward_reference_passes"))
        .isEqualTo((double) StudyCost.passesPerImage(plan));
  }

  @Test
  void passesAreCountedAndNeverMoreThanThePlanAnnounced() {
    StudyPlan plan = StudySubject.plan(List.of(Fill.DROP, Fill.BLACK), 32, "legrad", "random");
    ImageStudy study = new ImageStudy(model, StudySubject.preprocessor(), plan);
    study.run(SCENE, StudySubject.image(SCENE), Optional.empty());
    double most = StudyCost.passesPerImage(plan);
    double passes = study.measured().get("forward_passes");
    // Only orders that agree by chance are saved: at full removal all do.
    assertThat(passes).isLessThan(most).isGreaterThan(0.8 * most);
    assertThat(study.measured().get("forward_seconds")).isPositive();
    double apart =
        Stream.of("copy_drop_seconds", "copy_black_seconds", "copy_multiplied_seconds")
            .mapToDouble(study.measured()::get)
            .sum();
    assertThat(study.measured().get("copy_seconds")).isPositive().isCloseTo(apart, within(1e-9));
    assertThat(study.measured().get("explain_passes"))
        .isEqualTo(
            1
                + StabilityMetric.DRAWS
                + StudyCost.explanationsPerCheckedImage(plan, model.config()));
    assertThat(study.measured())
        .containsEntry("explain_images_passes", 1.0)
        .containsEntry("explain_noisy_passes", (double) StabilityMetric.DRAWS)
        .containsEntry("explain_classes_passes", 3.0)
        .containsEntry("explain_reinitialised_passes", 3.0 * (1 + 2 * 6));
  }

  @Test
  void methodsOfTooManyPassesHaveNoNoisyCopies() {
    StudyPlan all =
        StudySubject.plan(
            List.of(StabilityMetric.MAX_SENSITIVITY),
            List.of(),
            Unit.PATCH,
            8,
            "legrad",
            "smoothgrad:samples=3");
    StudyPlan some =
        new StudyPlan(
            all.methods(),
            all.metrics(),
            all.fills(),
            all.unit(),
            all.levels(),
            all.batch(),
            all.seed(),
            new SanityPlan(1, 1, 2));
    List<SampleRow> both = samples(all, OptionalInt.empty());
    assertThat(both).hasSize(2);
    assertThat(samples(some, OptionalInt.empty())).containsExactly(both.get(0));
    assertThat(StudyCost.explanationsPerImage(all)).isEqualTo(2 * (1 + StabilityMetric.DRAWS));
    assertThat(StudyCost.explanationsPerImage(some)).isEqualTo(2);
  }

  @Test
  void explanationsOfManyPassesAreAnnouncedWithTheirPasses() {
    List<Fill> fills = List.of(Fill.DROP);
    assertThat(StudyCost.passesPerExplanation(StudySubject.plan(fills, 8, "legrad"))).isEqualTo(1);
    assertThat(
            StudyCost.passesPerExplanation(
                StudySubject.plan(fills, 8, "legrad", "rise:masks=300", "beyond-intuition")))
        .isEqualTo(1 + 300 + 20);
    assertThat(StudyCost.explanationsPerImage(StudySubject.plan(fills, 8, "legrad")))
        .isEqualTo(2 * (1 + StabilityMetric.DRAWS));
  }

  @Test
  void passesAreToldApartByFillAndBatchesAreNearlyFull() {
    StudyPlan plan = StudySubject.plan(List.of(Fill.DROP, Fill.BLACK), 8, "legrad", "random");
    ImageStudy study = new ImageStudy(model, StudySubject.preprocessor(), plan);
    study.run(SCENE, StudySubject.image(SCENE), Optional.empty());
    Map<String, Double> measured = study.measured();
    double passes = measured.get("forward_passes");
    assertThat(
            measured.get("forward_drop_passes")
                + measured.get("forward_black_passes")
                + measured.get("forward_multiplied_passes"))
        .isEqualTo(passes);
    assertThat(measured.get("forward_drop_ms_per_pass")).isPositive();
    // Copies that drop equally many tokens are few: two methods, two orders each.
    assertThat(passes / measured.get("forward_batches")).isBetween(0.7 * 8, 8.0);
  }

  @Test
  void labelThatWasPredictedRepeatsTheRowsAndAnotherIsMeasured() {
    StudyPlan plan =
        StudySubject.plan(List.of(Faithfulness.SRG), List.of(Fill.DROP), Unit.PATCH, 32, "legrad");
    int predicted = study(plan, OptionalInt.empty()).target();
    List<SampleRow> same = samples(plan, OptionalInt.of(predicted));
    assertThat(srg(same, "label")).isEqualTo(srg(same, "predicted"));
    List<SampleRow> other = samples(plan, OptionalInt.of((predicted + 1) % 8));
    assertThat(srg(other, "predicted")).isEqualTo(srg(same, "predicted"));
    assertThat(srg(other, "label")).isNotEqualTo(srg(same, "label"));
    assertThat(samples(plan, OptionalInt.empty()))
        .extracting(SampleRow::target)
        .containsOnly("predicted");
  }

  private static double srg(List<SampleRow> rows, String target) {
    return rows.stream()
        .filter(row -> row.metric().equals("srg") && row.target().equals(target))
        .mapToDouble(SampleRow::value)
        .reduce((a, b) -> Double.NaN)
        .orElse(Double.NaN);
  }

  @Test
  void pixelsCanBeTheUnitButNotOfDroppedTokens() {
    List<Metric> metrics =
        Stream.<Metric>concat(
                Metrics.family(CurveMetric.class).stream(),
                Metrics.family(ChangeMetric.class).stream())
            .toList();
    List<SampleRow> rows =
        samples(
            StudySubject.plan(metrics, List.of(Fill.BLUR), Unit.PIXEL, 32, "legrad"),
            OptionalInt.empty());
    assertThat(rows).extracting(SampleRow::unit).containsOnly("pixel");
    assertThatThrownBy(
            () -> StudySubject.plan(metrics, List.of(Fill.DROP), Unit.PIXEL, 32, "legrad"))
        .hasMessageContaining("removes whole patches");
  }

  @Test
  void dropIsAPercentageAndIsMeasuredAtEveryThreshold() {
    List<SampleRow> rows =
        samples(
            StudySubject.plan(
                List.of(Metrics.named("avg_drop")), List.of(Fill.DROP), Unit.PATCH, 32, "legrad"),
            OptionalInt.empty());
    // Threshold 1.00 keeps nothing, so a confident prediction is lost.
    assertThat(rows).filteredOn(row -> row.level().equals("1.00")).hasSize(1);
    assertThat(rows).allSatisfy(row -> assertThat(row.value()).isBetween(0.0, 100.0));
    assertThat(rows).extracting(SampleRow::value).anySatisfy(v -> assertThat(v).isGreaterThan(50));
  }

  @Test
  void primaryNumberIsDeclaredInTheConfiguration() {
    assertThat(StudySubject.plan(List.of(Fill.DROP, Fill.BLUR), 32, "legrad").config())
        .containsEntry("primary", "srg, drop")
        .containsEntry("unit", "patch");
  }
}
