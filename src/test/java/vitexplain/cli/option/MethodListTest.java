package vitexplain.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MethodListTest {

  @Test
  void aCommaSeparatesMethodsAndTheOptionsOfOne() {
    assertThat(MethodList.split("rollout:fuse=max,discard=0.9, legrad,gmar-l1:alpha=2"))
        .containsExactly("rollout:fuse=max,discard=0.9", "legrad", "gmar-l1:alpha=2");
  }

  @Test
  void aMethodInAnotherStaysWithIt() {
    assertThat(
            MethodList.split("blurred:sigma=2,of=rollout:fuse=max,discard=0.9,inverse:of=legrad"))
        .containsExactly("blurred:sigma=2,of=rollout:fuse=max,discard=0.9", "inverse:of=legrad");
  }
}
