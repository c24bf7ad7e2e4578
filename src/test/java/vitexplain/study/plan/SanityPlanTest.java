package vitexplain.study.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;

class SanityPlanTest {

  @Test
  void whatTheManifestHoldsReadsBackAlsoThatOfEarlierVersions() {
    for (SanityPlan plan : new SanityPlan[] {SanityPlan.DEFAULT, new SanityPlan(0, 1, 10)}) {
      assertThat(SanityPlan.of(plan.text())).isEqualTo(plan);
    }
    assertThat(SanityPlan.of("16 images, 3 seeds"))
        .isEqualTo(new SanityPlan(16, 3, SanityPlan.ANY_PASSES));
    assertThatThrownBy(() -> SanityPlan.of("16 images, 3 seeds, methods of at most ten passes"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void methodsAreToldApartByTheirPasses() {
    SanityPlan plan = new SanityPlan(1, 1, 10);
    assertThat(plan.asksAgain(Methods.named("smoothgrad:samples=10"))).isTrue();
    assertThat(plan.asksAgain(Methods.named("smoothgrad:samples=11"))).isFalse();
    assertThat(SanityPlan.DEFAULT.asksAgain(Methods.named("rise"))).isTrue();
  }

  @Test
  void noPassesAreRefusedWithWhatIsExpected() {
    assertThatThrownBy(() -> new SanityPlan(1, 1, 0))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("at most 0 passes; expected");
  }
}
