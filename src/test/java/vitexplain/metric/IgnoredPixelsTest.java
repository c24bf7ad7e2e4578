package vitexplain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.metric.kind.MaskMetric;

/** Pixels that a mask ignores change no score, whatever the map says there. */
class IgnoredPixelsTest {
  private static final int WIDTH = 20;
  private static final int PIXELS = 400;

  private static final List<MaskMetric> METRICS =
      Metrics.all().stream()
          .filter(MaskMetric.class::isInstance)
          .map(MaskMetric.class::cast)
          .toList();

  private final boolean[] mask = Maps.randomMask(PIXELS, 0.3, 1);
  private final BitSet ignored = new BitSet();

  IgnoredPixelsTest() {
    for (int i = 0; i < PIXELS; i += 3) {
      ignored.set(i);
      mask[i] = false;
    }
  }

  @Test
  void mapUnderIgnoredPixelsDoesNotMatter() {
    float[] map = Maps.random(PIXELS, 2);
    float[] other = map.clone();
    ignored.stream().forEach(i -> other[i] = i % 2);
    assertThat(METRICS).isNotEmpty();
    for (MaskMetric metric : METRICS) {
      assertThat(metric.of(other, mask, ignored, WIDTH))
          .as(metric.name())
          .isEqualTo(metric.of(map, mask, ignored, WIDTH))
          .isNotNaN();
    }
  }

  @Test
  void withoutIgnoredPixelsNothingChanges() {
    float[] map = Maps.random(PIXELS, 2);
    for (MaskMetric metric : METRICS) {
      assertThat(metric.of(map, mask, new BitSet(), WIDTH)).isEqualTo(metric.of(map, mask, WIDTH));
    }
  }
}
