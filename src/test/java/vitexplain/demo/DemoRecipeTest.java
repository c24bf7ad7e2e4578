package vitexplain.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.training.tracker.Tracker;
import org.junit.jupiter.api.Test;
import vitexplain.vit.model.VitConfig;

class DemoRecipeTest {

  private static final DemoRecipe RECIPE = new DemoRecipe(16, 6, 1000, 8, 1e-3, 1);
  private static final float ROUNDING = 1e-8f;

  @Test
  void trainingBeginsWithTheEasyCuesAndEndsWithoutThem() {
    assertThat(RECIPE.difficulty(0)).isEqualTo(new SceneDifficulty(45, 0, 0));
    assertThat(RECIPE.difficulty(200).hueGap()).isZero();
    assertThat(RECIPE.difficulty(350).phaseFreedom()).isBetween(0.4, 0.6);
    assertThat(RECIPE.difficulty(500)).isEqualTo(SceneDifficulty.FULL);
    assertThat(RECIPE.difficulty(999)).isEqualTo(SceneDifficulty.FULL);
  }

  @Test
  void theLearningRateWarmsUpAndFallsToNothing() {
    Tracker rate = RECIPE.learningRate();

    assertThat(rate.getNewValue(1)).isBetween(0f, 1e-4f);
    assertThat(rate.getNewValue(50)).isCloseTo(1e-3f, within(ROUNDING));
    assertThat(rate.getNewValue(525)).isCloseTo(5e-4f, within(1e-6f));
    assertThat(rate.getNewValue(1000)).isCloseTo(0f, within(ROUNDING));
  }

  @Test
  void theStandardModelMeetsTheTestBedsShape() {
    VitConfig config = DemoRecipe.STANDARD.config();

    assertThat(config.layout(1).patches()).isEqualTo(144);
    assertThat(config.blocks()).isGreaterThanOrEqualTo(6);
    assertThat(config.heads()).isEqualTo(4);
    assertThat(config.labels()).startsWith("red-horizontal", "red-vertical").hasSize(8);
  }

  @Test
  void theTwoModelsDifferInTheDropAlone() {
    DemoRecipe drop = DemoRecipe.DROP;
    assertThat(drop.leastKept()).isEqualTo(0.25);
    assertThat(DemoRecipe.STANDARD)
        .isEqualTo(
            new DemoRecipe(
                drop.width(), drop.blocks(), drop.steps(), drop.batch(), drop.peakRate(), 1));
  }

  @Test
  void nonsenseIsRefusedWithWhatWasGiven() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoRecipe(16, 6, 0, 8, 1e-3, 1))
        .withMessage("0 steps of 8 scenes; expected at least 1 of each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoRecipe(16, 6, 1, 8, 0, 1))
        .withMessageContaining("peak learning rate is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoRecipe(16, 6, 1, 8, 1e-3, 0))
        .withMessage("smallest share of kept patches is 0.0; expected above 0 and at most 1");
  }
}
