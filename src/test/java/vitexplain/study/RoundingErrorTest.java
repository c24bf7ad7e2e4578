package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.run.provenance.Bfloat16Error;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Bfloat16;
import vitexplain.vit.Vit;

/** What an evaluation says about its own precision. */
class RoundingErrorTest {

  @TempDir Path scratch;

  private Dataset data;

  @BeforeEach
  void copyScenes() throws IOException {
    data = Scenes.dataset(Scenes.copy(scratch, 2));
  }

  private Optional<Bfloat16Error> measured(Vit model, List<Fill> fills, String... methods) {
    StudyPlan plan = StudySubject.plan(fills, 32, methods);
    return new RoundingError(model, StudySubject.preprocessor(), plan)
        .measure(data, data.images(), Progress.SILENT);
  }

  @Test
  void aModelThatDoesNotRoundAgreesWithItself() {
    try (Vit model = StudySubject.model()) {
      assertThat(measured(model, List.of(Fill.DROP, Fill.MEAN), "legrad", "rollout", "random"))
          .contains(new Bfloat16Error(2, 0, 1));
    }
  }

  @Test
  void roundingIsSeenAndIsNoMoreThanLogitsCanDifferBy() {
    assumeTrue(Bfloat16.isFastOn("cpu"), "a processor that multiplies bfloat16");
    try (Vit model = StudySubject.model().withLogitsInBfloat16()) {
      Bfloat16Error error =
          measured(model, List.of(Fill.MEAN), "legrad", "gmar-l1", "rollout").orElseThrow();
      // With logits off by e, p (1 - p) 2 e is the most that a probability changes by.
      double logits = largestLogit(model) * Bfloat16.explainedError(model.config().blocks());
      assertThat(error.probability()).isPositive().isLessThan(logits / 2);
      assertThat(error.tau()).isBetween(-1.0, 1.0);
    }
  }

  private double largestLogit(Vit model) {
    double largest = 0;
    for (String name : data.images()) {
      float[] input = StudySubject.preprocessor().apply(data.image(name, 3));
      try (NDManager scope = model.newScope()) {
        NDArray logits = model.withExactLogits().logits(model.pixels(scope, input));
        largest = Math.max(largest, logits.abs().max().getFloat());
      }
    }
    return largest;
  }

  @Test
  void nothingIsSaidWhereNothingIsRanked() {
    try (Vit model = StudySubject.model()) {
      assertThat(measured(model, List.of(Fill.MEAN), "legrad", "random")).isEmpty();
      assertThat(measured(model, List.of(), "legrad", "rollout")).isEmpty();
    }
  }

  @Test
  void whatWasMeasuredIsReadFromTheManifestAgain() {
    Bfloat16Error error = new Bfloat16Error(8, 0.0294, 0.93);
    assertThat(error.measured().values()).contains(8.0, 0.0294, 0.93);
    assertThat(error.sentence())
        .contains("On 8 of the images", "at most 0.0294", "Kendall's tau", "is 0.930");
    Section section =
        Section.starting("", "", Map.of(), Environment.here(1, "", "", ""), Evaluation.now());
    assertThat(Bfloat16Error.of(section)).isEmpty();
    assertThat(
            Bfloat16Error.of(section.ended("", new Counts(8, 8, 0, 0), error.measured(), Map.of())))
        .contains(error);
  }
}
