package vitexplain.study.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vitexplain.explain.map.Heatmap;

class DegenerateCausesTest {
  private static Heatmap map(float a, float b, boolean degenerate) {
    return new Heatmap(
        1, 2, new float[][] {{a, b}}, new float[][] {{a, b}}, new float[][] {{0, 1}}, degenerate);
  }

  @Test
  void methodAndCauseAreNamedOfMapsThatCannotBeScaled() {
    Map<String, Heatmap> maps = new LinkedHashMap<>();
    maps.put("legrad", map(0, 1, false));
    maps.put("token-gradcam", map(0, 0, true));
    maps.put("grad-rollout:discard=0.9", map(3, 3, true));
    maps.put("constant", map(1, 1, true)); // the control
    maps.put("chefer", map(0, Float.NaN, true));
    assertThat(DegenerateCauses.of(maps))
        .isEqualTo(
            "token-gradcam zero everywhere; grad-rollout:discard=0.9 constant; chefer not finite");
    assertThat(DegenerateCauses.of(Map.of("legrad", map(0, 1, false)))).isEmpty();
  }
}
