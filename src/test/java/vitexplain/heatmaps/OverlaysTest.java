package vitexplain.heatmaps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.image.resize.Box;

class OverlaysTest {
  private static final Preprocessor PREPROCESSOR = Preprocessor.defaults(16);

  @Test
  void pictureHasTheImagesSizeUpToABound() {
    Pixels image = new Pixels(60, 40, 3, new byte[60 * 40 * 3]);
    assertThat(Overlays.of(image, PREPROCESSOR).picture()).isSameAs(image);
    Overlays small = Overlays.of(image, PREPROCESSOR, 600);
    assertThat(small.picture().width()).isEqualTo(30);
    assertThat(small.picture().height()).isEqualTo(20);
    assertThat(small.region()).isEqualTo(new Box(0, 0, 30, 20));
  }
}
