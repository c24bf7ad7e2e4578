package vitexplain.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.run.RunFolder;
import vitexplain.run.Samples;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.SampleRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;

/** Which methods are compared to answer which question, and what a correction is over. */
class PairsTest {
  private static final double ROUNDING = 1e-12;

  @TempDir Path folder;

  private final Map<SampleMeans.Key, double[]> values = new LinkedHashMap<>();
  private int images = 16;

  private void srg(String method, IntToDoubleFunction ofImage) {
    values.put(
        new SampleMeans.Key(method, "srg", "predicted", "drop", "patch", ""),
        IntStream.range(0, images).mapToDouble(ofImage).toArray());
  }

  /** Values about a mean; every method and image its own noise. */
  private void srg(String method, double mean, double noise) {
    Random random = new Random(method.hashCode());
    srg(method, i -> mean + noise * random.nextGaussian());
  }

  private List<PairRow> rows(String... methods) {
    StudyPlan plan =
        new StudyPlan(
            List.of(methods).stream().map(Methods::named).toList(),
            List.of(Metrics.named("srg")),
            List.of(Fill.DROP),
            StudyPlan.steps(2),
            1,
            1);
    Samples samples = new RunFolder(folder).samples();
    samples.write(IntStream.range(0, images).boxed().flatMap(this::rowsOf).toList());
    try (SampleMeans means = SampleMeans.of(samples, folder)) {
      return new Pairs(plan, means, Bootstrap.of(images, 200, 1)).rows();
    }
  }

  private Stream<SampleRow> rowsOf(int image) {
    return values.entrySet().stream()
        .map(
            e -> {
              SampleMeans.Key of = e.getKey();
              return new SampleRow(
                  "i" + image,
                  of.method(),
                  of.target(),
                  of.metric(),
                  of.fill(),
                  of.unit(),
                  of.level(),
                  0,
                  e.getValue()[image],
                  false);
            });
  }

  private static List<PairRow> of(String question, List<PairRow> rows) {
    return rows.stream().filter(row -> row.question().equals(question)).toList();
  }

  private static String names(PairRow row) {
    return row.methodA() + " " + row.methodB();
  }

  @Test
  void everyQuestionHasItsPairsAndControlsAreInTheirOwnOnly() {
    srg("legrad", .1, .01);
    srg("rollout", .5, .01);
    srg("chefer", .3, .01);
    srg("random", .9, .01);
    srg("centre", .8, .01);
    srg("constant", .7, .01);
    srg("inverse", .95, .01);
    List<PairRow> rows =
        rows("legrad", "rollout", "chefer", "random", "centre", "constant", "inverse");
    assertThat(of("control", rows))
        .extracting(PairsTest::names)
        .containsExactly("legrad random", "rollout random", "chefer random");
    assertThat(of("centre", rows))
        .extracting(PairsTest::names)
        .containsExactly("legrad centre", "rollout centre", "chefer centre");
    assertThat(of("best", rows))
        .extracting(PairsTest::names)
        .containsExactly("rollout legrad", "rollout chefer");
    assertThat(of("all", rows))
        .extracting(PairsTest::names)
        .containsExactly("legrad rollout", "legrad chefer", "rollout chefer");
    assertThat(rows).hasSize(11).allMatch(row -> row.fill().equals("drop") && row.n() == 16);
  }

  /** One method left the study early, on images that were easy for all. */
  @Test
  void theBestIsAboveTheOthersOnTheImagesOfBothWhereMeansAreOverDifferentOnes() {
    srg("legrad", i -> i < 6 ? .8 : Double.NaN);
    srg("rollout", i -> i < 6 ? .9 : .1);
    srg("chefer", i -> i < 6 ? .85 : .05);
    List<PairRow> rows = rows("legrad", "rollout", "chefer");
    assertThat(of("best", rows))
        .extracting(PairsTest::names)
        .containsExactly("rollout legrad", "rollout chefer");
    assertThat(of("best", rows)).extracting(PairRow::n).containsExactly(6, 16);
  }

  @Test
  void correctionCountsTheRowsOfItsQuestionOnly() {
    srg("legrad", i -> i < 13 ? 1 : 0);
    srg("rollout", i -> 0);
    srg("chefer", i -> 0);
    srg("random", i -> 0);
    List<PairRow> rows = rows("legrad", "rollout", "chefer", "random");
    double p = 2 / Math.pow(2, 13);
    assertThat(of("control", rows).get(0).p()).isCloseTo(p, within(ROUNDING));
    assertThat(of("control", rows).get(0).pHolm()).isCloseTo(3 * p, within(ROUNDING));
    assertThat(of("best", rows)).allMatch(row -> Math.abs(row.pHolm() - 2 * p) < ROUNDING);
    assertThat(of("all", rows).get(0).pHolm()).isCloseTo(3 * p, within(ROUNDING));
    assertThat(of("all", rows).get(2).pHolm()).isEqualTo(1);
  }

  /** 13 methods on 16 images, the best far above the random control: what a user would ask. */
  @Test
  void clearBestOfManyMethodsIsToldFromTheRandomControlOnSixteenImages() {
    String[] methods =
        ("legrad gmar-l1 gmar-l2 rollout raw-attention attention-gradcam token-gradcam chefer"
                + " grad-rollout grad-sam input-gradient smoothgrad random")
            .split(" ");
    for (String method : methods) {
      srg(method, method.equals("random") ? .01 : .3, .15);
    }
    srg("grad-sam", .6, .25);
    List<PairRow> rows = rows(methods);
    assertThat(of("control", rows))
        .filteredOn(row -> row.methodA().equals("grad-sam"))
        .singleElement()
        .matches(PairRow::decided);
    assertThat(rows).allMatch(PairRow::canDecide);
  }

  @Test
  void rowsSayWhenNoValuesOfSoFewImagesCouldBeDecided() {
    images = 8;
    String[] methods = "legrad gmar-l1 gmar-l2 rollout chefer grad-sam random".split(" ");
    for (int m = 0; m < methods.length; m++) {
      srg(methods[m], -m, .001);
    }
    List<PairRow> rows = rows(methods);
    // 15 pairs of 6 methods: 15 x 2 / 2^8 is more than 0.05. Each against a control is 6 tests.
    assertThat(of("all", rows))
        .hasSize(15)
        .allMatch(row -> row.pHolmLeast() == 15 * 2 / 256.0)
        .noneMatch(PairRow::canDecide)
        .noneMatch(PairRow::decided);
    assertThat(of("control", rows))
        .allMatch(row -> row.pHolmLeast() == 6 * 2 / 256.0)
        .allMatch(PairRow::canDecide)
        .allMatch(PairRow::decided);
  }

  @Test
  void seedsOfAMethodAreOneMethodAndOneWithoutValuesIsNotCompared() {
    srg("smoothgrad", .5, .1);
    srg("legrad", .4, .1);
    srg("rollout", i -> Double.NaN);
    srg("random", 0, .1);
    List<PairRow> rows =
        rows("smoothgrad", "smoothgrad:seed=1", "legrad", "rollout", "random", "random:seed=1");
    assertThat(rows)
        .extracting(PairsTest::names)
        .containsExactly(
            "smoothgrad random", "legrad random", "smoothgrad legrad", "smoothgrad legrad");
  }

  /** The interval asks of the mean; a rank test, which asks of the typical image, may differ. */
  @Test
  void testAsksOfTheMeanAsTheIntervalDoes() {
    images = 40;
    srg("legrad", i -> i < 26 ? -0.01 - i * 1e-4 : 0.2 + i * 1e-3);
    srg("rollout", i -> 0);
    PairRow row = of("best", rows("legrad", "rollout")).get(0);
    assertThat(row.ciLow()).isPositive();
    assertThat(row.p()).isLessThan(0.05);
    assertThat(row.pWilcoxon()).isGreaterThan(0.05);
  }
}
