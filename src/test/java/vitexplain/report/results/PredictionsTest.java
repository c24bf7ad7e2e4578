package vitexplain.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import vitexplain.run.row.ImageRow;

class PredictionsTest {

  private static ImageRow row(String image, OptionalInt label, OptionalInt predicted, String name) {
    return new ImageRow(image, "", "", 8, 8, label, predicted, name, 0.25, "");
  }

  private static final Predictions PREDICTIONS =
      Predictions.of(
          List.of(
              row("right", OptionalInt.of(1), OptionalInt.of(1), "cat"),
              row("wrong", OptionalInt.of(1), OptionalInt.of(2), "dog"),
              row("never-predicted", OptionalInt.of(7), OptionalInt.of(2), "dog"),
              row("unlabelled", OptionalInt.empty(), OptionalInt.of(2), "dog"),
              row("failed", OptionalInt.of(1), OptionalInt.empty(), "")));

  @Test
  void saysWhetherThePredictionIsRightAndWhichClassIs() {
    assertThat(PREDICTIONS.text("right")).isEqualTo("predicted cat (0.25), which is right");
    assertThat(PREDICTIONS.text("wrong")).isEqualTo("predicted dog (0.25), true cat");
  }

  @Test
  void aClassThatWasNeverPredictedHasItsIndex() {
    assertThat(PREDICTIONS.text("never-predicted")).isEqualTo("predicted dog (0.25), true class 7");
  }

  @Test
  void withoutALabelOrAPredictionNothingIsClaimed() {
    assertThat(PREDICTIONS.text("unlabelled")).isEqualTo("predicted dog (0.25)");
    assertThat(PREDICTIONS.text("failed")).isEmpty();
    assertThat(PREDICTIONS.text("elsewhere")).isEmpty();
  }
}
