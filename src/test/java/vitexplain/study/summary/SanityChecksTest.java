package vitexplain.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.study.plan.StudyPlan;

/** From similarities by hand to {@code sanity.csv}. */
class SanityChecksTest {
  private static final double ROUNDING = 1e-12;

  private static final StudyPlan PLAN =
      new StudyPlan(
          List.of(
              Methods.named("legrad"),
              Methods.named("rollout"),
              Methods.named("constant"),
              Methods.named("centre")),
          List.copyOf(Metrics.family(SanityMetric.class)),
          List.of(),
          StudyPlan.steps(1),
          1,
          1);

  @TempDir Path folder;

  private final List<SampleRow> samples = new ArrayList<>();

  /** One value of every image, the same for two seeds but for {@code spread}. */
  private void images(String method, String metric, String level, double value, double spread) {
    for (int i = 0; i < 5; i++) {
      sample("image" + i, method, metric, level, 0, value + spread);
      sample("image" + i, method, metric, level, 1, value - spread);
    }
  }

  private void sample(
      String image, String method, String metric, String level, long seed, double value) {
    samples.add(
        new SampleRow(image, method, "predicted", metric, "", "", level, seed, value, false));
  }

  private SanityRow only(String method, String check) {
    RunFolder run = new RunFolder(folder);
    run.samples().write(samples);
    run.table(ConfusionRow.SCHEMA).write(List.of());
    new Summary(PLAN).write(run, Progress.SILENT);
    List<SanityRow> rows =
        run.table(SanityRow.SCHEMA).read().stream()
            .filter(row -> row.method().equals(method) && row.check().equals(check))
            .toList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  @Test
  void gradientMethodsMustChangeAndClassAgnosticOnesMustNot() {
    images("legrad", "mprt_head", "", 0.2, 0);
    images("rollout", "mprt_head", "", 1, 0);
    assertThat(only("legrad", "mprt_head").expected()).isEqualTo(SanityRow.CHANGES);
    assertThat(only("legrad", "mprt_head").verdict()).isEqualTo("pass");
    assertThat(only("rollout", "mprt_head").expected()).isEqualTo(SanityRow.STAYS);
    assertThat(only("rollout", "mprt_head").verdict()).isEqualTo(SanityRow.BY_CONSTRUCTION);
  }

  @Test
  void mapThatKeepsItsOrderFailsAndSoDoesAClassAgnosticOneThatChanges() {
    images("legrad", "random_logit", "", 0.9, 0);
    images("rollout", "random_logit", "", 0.9, 0);
    assertThat(only("legrad", "random_logit").verdict()).isEqualTo("fail");
    assertThat(only("rollout", "random_logit").verdict()).isEqualTo("fail");
  }

  @Test
  void controlThatIgnoresTheModelFailsTheCascades() {
    images("centre", "mprt_top_down", "6", 1, 0);
    assertThat(only("centre", "mprt_top_down").expected()).isEqualTo(SanityRow.CHANGES);
    assertThat(only("centre", "mprt_top_down").verdict()).isEqualTo("fail");
  }

  @Test
  void cascadesAreJudgedAtTheirDeepestLevelWhichIsANumber() {
    images("legrad", "mprt_bottom_up", "2", 0.9, 0);
    images("legrad", "mprt_bottom_up", "12", 0.1, 0);
    images("legrad", "mprt_bottom_up", "4", 0.8, 0);
    assertThat(only("legrad", "mprt_bottom_up").similarity()).isCloseTo(0.1, within(ROUNDING));
  }

  @Test
  void seedsAreMeantPerImageAndImagesThatWereNotCheckedDoNotCount() {
    images("legrad", "mprt_head", "", 0.3, 0.1);
    sample("unchecked", "legrad", "gini", "", 0, 0.5);
    SanityRow row = only("legrad", "mprt_head");
    assertThat(row.similarity()).isCloseTo(0.3, within(ROUNDING));
    assertThat(row.n()).isEqualTo(5);
    assertThat(row.ciLow()).isCloseTo(0.3, within(ROUNDING));
    assertThat(row.ciHigh()).isCloseTo(0.3, within(ROUNDING));
    SummaryRow summary =
        new RunFolder(folder)
            .table(SummaryRow.SCHEMA).read().stream()
                .filter(r -> r.metric().equals("mprt_head"))
                .findFirst()
                .orElseThrow();
    assertThat(summary.mean()).isEqualTo(row.similarity());
    assertThat(summary.n()).isEqualTo(row.n());
  }

  @Test
  void constantMapsAreNotApplicable() {
    images("constant", "mprt_top_down", "6", Double.NaN, 0);
    SanityRow row = only("constant", "mprt_top_down");
    assertThat(row.verdict()).isEqualTo("not applicable");
    assertThat(row.n()).isZero();
  }
}
