package vitexplain.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StudyCost;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.TestModels;
import vitexplain.vit.model.VitConfig;

class StudyEstimateTest {
  private static final VitConfig MODEL = TestModels.TINY;

  private static StudyPlan plan(int mostPasses, String... methods) {
    return new StudyPlan(
        List.of(methods).stream().map(Methods::named).toList(),
        Metrics.all(),
        List.of(Fill.BLACK, Fill.MEAN),
        Unit.PATCH,
        StudyPlan.steps(4),
        8,
        1,
        new SanityPlan(1, 2, mostPasses));
  }

  @Test
  void everyPartAndEveryMethodOfSeveralPassesIsNamed() {
    List<String> lines = StudyEstimate.lines(plan(10, "legrad", "smoothgrad:samples=40"), MODEL);
    int depths = SanityPlan.depths(MODEL.blocks()).length;
    assertThat(lines.get(0)).contains("at most: black ", ", mean ", ", multiplied ");
    assertThat(lines.get(1))
        .endsWith("images 2, noisy 20, reinitialised " + 2 * (1 + 2 * depths) + ", classes 2");
    assertThat(lines.subList(2, lines.size()))
        .containsExactly("a map by smoothgrad:samples=40: 40 passes");
  }

  @Test
  void whatIsLeftOutIsNotCounted() {
    StudyPlan plan = plan(10, "smoothgrad:samples=40");
    assertThat(StudyEstimate.lines(plan, MODEL).get(1)).endsWith("images 2, classes 2");
    assertThat(StudyCost.explanationsPerCheckedImage(plan, MODEL)).isEqualTo(2);
  }
}
