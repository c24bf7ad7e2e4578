package vitexplain.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  private static final List<String> KNOWN = List.of("legrad", "gmar-l1", "gmar-l2", "rollout");

  @Test
  void aSlipIsAnsweredWithTheNameMeant() {
    assertThat(NearestName.hint("LeGard", KNOWN)).isEqualTo("Did you mean 'legrad'?");
    assertThat(NearestName.hint("roll-out", KNOWN)).isEqualTo("Did you mean 'rollout'?");
  }

  @Test
  void namesEquallyNearComeInTheOrderGiven() {
    assertThat(NearestName.near("gmar-l3", KNOWN)).containsExactly("gmar-l1", "gmar-l2");
    assertThat(NearestName.hint("gmar-l3", KNOWN))
        .isEqualTo("Did you mean 'gmar-l1' or 'gmar-l2'?");
  }

  @Test
  void beginningOfANameIsAnsweredWithTheNamesThatBeginSo() {
    assertThat(NearestName.near("gmar", KNOWN)).containsExactly("gmar-l1", "gmar-l2");
    assertThat(NearestName.near("", KNOWN)).isEmpty();
  }

  @Test
  void nothingNearListsWhatThereIs() {
    assertThat(NearestName.hint("banana", KNOWN))
        .isEqualTo("Known: legrad, gmar-l1, gmar-l2, rollout.");
  }
}
