package vitexplain.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigChangeTest {

  @Test
  void everyDifferenceIsNamedInAlphabeticalOrder() {
    assertThat(
            ConfigChange.words(
                Map.of("seed", "1", "unit", "patch", "dtype", "float32"),
                Map.of("seed", "2", "unit", "patch", "mask_class", "any")))
        .isEqualTo(
            "dtype was float32, now unset, mask_class was unset, now any, seed was 1, now 2");
  }

  @Test
  void aHashIsNamedByItsFileAndNotShown() {
    assertThat(
            ConfigChange.words(
                Map.of("model_sha256", "af1349", "labels_sha256", "00ff"),
                Map.of("model_sha256", "b2c44a", "labels_sha256", "11ee")))
        .isEqualTo("the labels (--labels) changed, the model's weights changed");
  }

  @Test
  void equalConfigurationsHaveNoDifference() {
    assertThat(ConfigChange.words(Map.of("seed", "1"), Map.of("seed", "1"))).isEmpty();
  }
}
