package vitexplain.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.Recomputed;
import vitexplain.report.StudyFolder;
import vitexplain.report.SyntheticRun;
import vitexplain.report.results.Results;
import vitexplain.run.RunFolder;
import vitexplain.run.row.FailureRow;

/** What the page concludes is what the CSV files say, and it declines where they say nothing. */
class ConclusionsTest {
  @TempDir Path scratch;

  private final Map<String, Double> means = new LinkedHashMap<>();
  private RunFolder folder;

  @BeforeEach
  void methodsOfDifferentQuality() {
    folder = new RunFolder(scratch);
    means.put("legrad", 0.50);
    means.put("gmar-l1", 0.40);
    means.put("gmar-l2", 0.39);
    means.put("rollout", 0.30);
    means.put("chefer", 0.20);
    means.put("grad-sam", 0.10);
    means.put("raw-attention", 0.05);
    means.put("token-gradcam", 0.02);
    means.put("random", 0.0);
    means.put("centre", 0.15);
  }

  private String conclusions(
      String model, int images, int planned, Map<String, Double> turned, FailureRow... failures) {
    new StudyFolder(folder, images, means, turned).write(model, planned, List.of(failures));
    List<String> sentences = Conclusions.sentences(Results.of(folder));
    new Recomputed(scratch).check(sentences);
    return String.join("\n", sentences);
  }

  @Test
  void clearWinnerIsNamedWithItsPriceAndItsRivals() {
    SyntheticRun.benchmarks(folder);
    assertThat(conclusions("demo", 40, 40, Map.of()))
        .contains("legrad has the highest mean faithfulness")
        .contains("Its lead over every other method compared is significant")
        .contains("It takes 1.90 [1.86, 1.96] times")
        .contains("5 of the 8 methods were timed")
        .contains("The size of srg depends on the occlusion strategy")
        .contains("blob in the middle of every image (control centre)")
        .contains("By miou @ 0.50 the control centre")
        .contains("The first is the same under each strategy, and so is most of the order");
  }

  @Test
  void methodsThatCannotBeToldApartAndAnOrderThatTurnsAreSaidAlsoWithFailures() {
    means.put("gmar-l1", 0.499);
    String text =
        conclusions(
            "demo",
            30,
            32,
            Map.of("rollout", 0.4),
            new FailureRow("bad.png", "decode", "damaged"),
            new FailureRow("worse.png", "decode", "damaged"));
    assertThat(text)
        .contains("This run cannot tell it from ")
        .contains("The order of the methods turns with the strategy: first is ")
        .contains("rollout under black")
        .doesNotContain("not finished", "significant", "stable");
    assertThat(Heading.lines(Results.of(folder)).get(0)).contains("32 images; 2 failed");
  }

  @Test
  void eightImagesRankNothing() {
    assertThat(conclusions("demo", 8, 8, Map.of()))
        .contains("n = 8 images are too few to rank by: with 7 comparisons")
        .contains("none is called the highest")
        .doesNotContain("has the highest", "shown to be more faithful");
  }

  @Test
  void modelOfRandomWeightsRanksNothing() {
    assertThat(conclusions("shape:vit-tiny-16-224", 40, 40, Map.of()))
        .contains("The weights of shape:vit-tiny-16-224 were drawn at random.")
        .doesNotContain("highest", "shown to be", "comes first");
  }

  @Test
  void whatIsDoneOfAnEvaluationIsSaidToBeSo() {
    assertThat(conclusions("demo", 20, 32, Map.of()))
        .startsWith("This evaluation is not finished: 20 of 32 images so far.");
    assertThat(Heading.lines(Results.of(folder)).get(0)).contains("20 of 32 so far");
  }

  @Test
  void methodsThatKnowNoMoreThanControlsAreNotPutAboveThem() {
    means.replaceAll((method, mean) -> method.equals("centre") ? 0.15 : 0.0);
    assertThat(conclusions("demo", 40, 40, Map.of()))
        .contains("No method of this run is shown to be more faithful than a random map")
        .contains("No method is shown to be more faithful than a random map (control random)")
        .contains("No method is shown to be more faithful than a blob in the middle")
        .doesNotContain("highest");
  }
}
