package vitexplain.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SceneBatchesTest {

  private static final DemoRecipe RECIPE = new DemoRecipe(16, 1, 4, 8, 1e-3, 1);

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
}
