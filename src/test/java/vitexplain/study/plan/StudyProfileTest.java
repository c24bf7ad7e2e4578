package vitexplain.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.base.Profile;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;

class StudyProfileTest {

  @Test
  void peersOfOnePassAreInStandardAndTheRestIsForTheProfileWithoutATimeLimit() {
    assertThat(ids(Profile.QUICK)).contains("legrad", "rollout-student", "random");
    assertThat(ids(Profile.QUICK)).doesNotContain("chefer", "smoothgrad", "inverse");
    assertThat(ids(Profile.STANDARD))
        .contains("legrad", "random", "chefer", "grad-sam", "token-gradcam")
        .doesNotContain("smoothgrad", "integrated-gradients", "inverse");
    assertThat(ids(Profile.FULL))
        .startsWith(
            Methods.defaults().stream()
                .filter(method -> !method.isOnRequest())
                .map(Explainer::id)
                .toArray(String[]::new))
        .contains("beyond-intuition")
        .doesNotContain("rise", "tis")
        .endsWith("random:seed=1", "random:seed=2");
  }

  @Test
  void onlyTheLongProfilesRepeatTheRandomControl() {
    assertThat(ids(Profile.QUICK)).filteredOn(id -> id.startsWith("random")).containsOnly("random");
    assertThat(ids(Profile.STANDARD))
        .filteredOn(id -> id.startsWith("random"))
        .containsExactly("random", "random:seed=1", "random:seed=2");
  }

  @Test
  void tokensAreDroppedOnlyPatchByPatch() {
    assertThat(StudyProfile.of(Profile.FULL).fills(Unit.PATCH)).containsExactly(Fill.values());
    assertThat(StudyProfile.of(Profile.FULL).fills(Unit.PIXEL))
        .isNotEmpty()
        .doesNotContain(Fill.DROP);
  }

  private static List<String> ids(Profile profile) {
    return StudyProfile.of(profile).methods().stream().map(Explainer::id).toList();
  }
}
