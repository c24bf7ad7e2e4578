package vitexplain.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.metric.Metrics;
import vitexplain.run.row.SampleRow;
import vitexplain.statistics.Settling.Pair;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyPlan;

/** What a study that may end early compares, and what it refuses. */
class SettlementTest {
  private static final StoppingRule RULE = new StoppingRule(0.5, 0);

  private static StudyPlan plan(String metric, List<Fill> fills, String... methods) {
    return new StudyPlan(
        List.of(methods).stream().map(Methods::named).toList(),
        List.of(Metrics.named(metric)),
        fills,
        StudyPlan.steps(2),
        1,
        1);
  }

  private static StudyPlan plan(String... methods) {
    return plan("srg", List.of(Fill.DROP, Fill.BLUR), methods);
  }

  private static SampleRow row(String method, String target, String metric, Fill fill, double v) {
    return new SampleRow("i", method, target, metric, fill.id(), "patch", "", 0, v, false);
  }

  private static SampleRow srg(String method, double value) {
    return row(method, SampleRow.PREDICTED, "srg", Fill.DROP, value);
  }

  private static Settlement after(Settlement settlement, int images, List<SampleRow> rows) {
    Settlement now = settlement;
    for (int i = 0; i < images; i++) {
      now = now.after(rows);
    }
    return now;
  }

  @Test
  void methodsAreComparedWithEachOtherAndWithTheRandomControlAlone() {
    Settlement settlement =
        Settlement.of(plan("legrad", "rollout", "centre", "random", "random:seed=1"), RULE);
    assertThat(settlement.settling().comparisons().keySet())
        .containsExactly(
            new Pair("legrad", "rollout"),
            new Pair("legrad", "random"),
            new Pair("rollout", "random"));
  }

  @Test
  void oneMethodAgainstTheRandomControlIsAQuestionToo() {
    assertThat(Settlement.of(plan("legrad", "random"), RULE).settling().comparisons()).hasSize(1);
  }

  @Test
  void onlyThePrimaryMetricOfThePredictedClassCountsAndSeedsAreAveraged() {
    Settlement start = Settlement.of(plan("legrad", "random", "random:seed=1"), RULE);
    List<SampleRow> alike =
        List.of(srg("legrad", 0.2), srg("random", 0.7), srg("random:seed=1", -0.3));
    Settlement open = after(start, 100, alike);
    assertThat(open.isSettled()).isFalse();
    List<SampleRow> others = new ArrayList<>(alike);
    others.add(row("legrad", "label", "srg", Fill.DROP, 1));
    others.add(row("legrad", SampleRow.PREDICTED, "srg", Fill.BLUR, 1));
    others.add(row("legrad", SampleRow.PREDICTED, "deletion_auc", Fill.DROP, 1));
    assertThat(after(start, 100, others)).isEqualTo(open);
    assertThat(after(start, 100, List.of(srg("legrad", 0.9), srg("random", 0), srg("random", 0))))
        .matches(Settlement::isSettled)
        .extracting(Settlement::words)
        .isEqualTo("1 of 1 pairs decided");
  }

  @Test
  void aSettledMethodLeavesWithAllItsSeedsAndOtherControlsStay() {
    Settlement start =
        Settlement.of(plan("legrad", "rollout", "centre", "random", "random:seed=1"), RULE);
    assertThat(start.next().config()).isEqualTo(start.plan().config());
    Settlement end =
        after(
            start,
            100,
            List.of(
                srg("legrad", 0.8),
                srg("rollout", 0.8),
                srg("random", -0.1),
                srg("random:seed=1", 0.1)));
    assertThat(end.words()).isEqualTo("2 of 3 pairs decided");
    assertThat(end.next().methods())
        .extracting(Explainer::id)
        .containsExactly("legrad", "rollout", "centre");
  }

  @Test
  void anImageThatFailedDoesNotCount() {
    Settlement start = Settlement.of(plan("legrad", "rollout"), RULE);
    assertThat(start.after(List.of())).isEqualTo(start);
  }

  private static void refused(StudyPlan plan, String... words) {
    assertThatThrownBy(() -> Settlement.of(plan, RULE))
        .isInstanceOf(Refusal.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aPlanWithoutThePrimaryMetricOrAPairIsRefused() {
    refused(plan("ap_fg", List.of(Fill.DROP), "legrad", "rollout"), "srg", "Add it to --metrics");
    refused(plan("srg", List.of(), "legrad", "rollout"), "srg");
    refused(plan("legrad"), "no two to compare", "--methods");
    refused(plan("legrad", "centre", "constant"), "controls other than 'random'");
  }

  @Test
  void aRuleIsReadBackAsItWasWritten() {
    StoppingRule rule = new StoppingRule(0.01, 0.125);
    assertThat(StoppingRule.of(Map.of("until", rule.text()))).contains(rule);
    assertThat(StoppingRule.of(Map.of())).isEqualTo(Optional.empty());
    for (String text : List.of("never", "settled, alpha x, margin 0.1")) {
      assertThatThrownBy(() -> StoppingRule.of(Map.of("until", text)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining(text);
    }
  }

  @Test
  void impossibleRulesAreRefusedByOption() {
    for (double alpha : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> new StoppingRule(alpha, 0))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("--alpha is " + alpha);
    }
    for (double margin : new double[] {-0.1, 2, Double.NaN}) {
      assertThatThrownBy(() -> new StoppingRule(0.05, margin))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("--margin is " + margin);
    }
  }
}
