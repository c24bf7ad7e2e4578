package vitexplain.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;

class ProfileTest {

  @Test
  void peersOfOnePassAreInStandardAndTheRestIsForTheProfileWithoutATimeLimit() {
    assertThat(ids(Profile.QUICK)).contains("legrad", "rollout-student", "random");
    assertThat(ids(Profile.QUICK)).doesNotContain("chefer", "smoothgrad", "inverse");
    assertThat(ids(Profile.STANDARD))
        .contains("legrad", "random", "chefer", "grad-sam", "token-gradcam")
        .doesNotContain("smoothgrad", "integrated-gradients", "inverse");
    assertThat(ids(Profile.FULL))
        .isEqualTo(Methods.all().stream().map(Methods.Entry::name).toList());
  }

  private static List<String> ids(Profile profile) {
    return profile.methods().stream().map(Explainer::id).toList();
  }
}
