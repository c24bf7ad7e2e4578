package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vitexplain.image.Pixels;
import vitexplain.image.SceneGenerator;

class SceneBatchesTest {

  private static final DemoRecipe RECIPE = new DemoRecipe(16, 1, 4, 8, 1e-3);

  @Test
  void theBackgroundThreadDrawsWhatTheSeedSays() {
    try (SceneBatches batches = new SceneBatches(9, RECIPE)) {
      batches.next();
      SceneBatches.Batch second = batches.next();

      SceneGenerator same = new SceneGenerator(9, RECIPE.difficulty(1));
      assertThat(second.pixels()).isDeepEqualTo(SceneBatches.draw(same, 8, 8).pixels());
      assertThat(second.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }
  }

  @Test
  void pixelsBecomePlanesFromMinusOneToOne() {
    Pixels picture = new Pixels(2, 1, 3, new byte[] {0, 51, (byte) 255, 102, 0, 0});

    assertThat(SceneBatches.normalised(picture))
        .containsExactly(new float[] {-1, -0.2f, -0.6f, -1, 1, -1}, within(1e-6f));
  }
}
