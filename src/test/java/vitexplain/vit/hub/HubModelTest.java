package vitexplain.vit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

class HubModelTest {

  @Test
  void ownerAndNameAreTheMainBranch() {
    assertThat(HubModel.of("google/vit-base-patch16-224"))
        .contains(new HubModel("google/vit-base-patch16-224", "main"));
    assertThat(HubModel.of("timm/vit_base.augreg_in1k@refs/pr/1"))
        .contains(new HubModel("timm/vit_base.augreg_in1k", "refs/pr/1"));
    assertThat(HubModel.of("a/b@v1.0").orElseThrow()).hasToString("a/b@v1.0");
    assertThat(HubModel.of("a/b@main").orElseThrow()).hasToString("a/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "../etc",
        "./a/b",
        "~/a",
        "/a",
        "a/",
        "a/..",
        "a b/c",
        "a\\b",
        "a/b/c",
        "a/b/c@main",
        "a/b--c",
        "a/b.git",
        "a/b.",
        "a-/b",
        "a/.b",
        "",
        "@",
        "a@b/c",
        "https://host/a"
      })
  void whatLooksLikeAPathIsNoModel(String name) {
    assertThat(HubModel.of(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b@", "a/b@../x", "a/b@/x", "a/b@x/", "a/b@x y", "a/b@x//y", "a/b@-x"})
  void whatCannotBeARevisionIsRefused(String name) {
    assertThatThrownBy(() -> HubModel.of(name))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("after the @ is no revision; expected a branch, a tag or a commit");
  }
}
