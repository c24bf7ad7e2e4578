package vitexplain.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MethodOptionsTest {

  @Test
  void aCommaSeparatesMethodsAndTheOptionsOfOne() {
    assertThat(MethodOptions.ids("rollout:fuse=max,discard=0.9, legrad,gmar-l1:alpha=2"))
        .containsExactly("rollout:fuse=max,discard=0.9", "legrad", "gmar-l1:alpha=2");
  }

  @Test
  void aMethodInAnotherStaysWithIt() {
    assertThat(
            MethodOptions.ids("blurred:sigma=2,of=rollout:fuse=max,discard=0.9,inverse:of=legrad"))
        .containsExactly("blurred:sigma=2,of=rollout:fuse=max,discard=0.9", "inverse:of=legrad");
  }

  @Test
  void aGroupStandsForItsMethods() {
    assertThat(MethodOptions.ids("rollout,gmar")).containsExactly("rollout", "gmar-l1", "gmar-l2");
  }
}
