package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Explainer;
import vitexplain.explain.Methods;

class ProfileTest {

  @Test
  void onlyTheProfileWithoutATimeLimitEvaluatesPeersAndSpoiltMaps() {
    assertThat(ids(Profile.STANDARD))
        .contains("legrad", "rollout-student", "random")
        .doesNotContain("chefer", "smoothgrad", "inverse");
    assertThat(ids(Profile.FULL))
        .isEqualTo(Methods.all().stream().map(Methods.Entry::name).toList());
  }

  private static List<String> ids(Profile profile) {
    return profile.methods().stream().map(Explainer::id).toList();
  }
}
