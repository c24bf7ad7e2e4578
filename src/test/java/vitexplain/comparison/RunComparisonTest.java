package vitexplain.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.run.RunFolder;

/** Two runs whose differences are known. */
class RunComparisonTest {
  private static final double TOLERANCE = 0.05;
  private static final double ROUNDING = 1e-9;

  @TempDir Path folder;
  private RunFolder before;
  private int written;

  @BeforeEach
  void write() {
    before = MadeUpRun.usual().write(folder.resolve("before"));
  }

  private RunComparison with(MadeUpRun now, String... metrics) {
    written++;
    return RunComparison.of(
        before, now.write(folder.resolve("now" + written)), TOLERANCE, List.of(metrics));
  }

  private static ComparisonRow row(RunComparison comparison, String measure, String method) {
    return comparison.rows().stream()
        .filter(row -> row.measure().equals(measure) && row.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSameNumbersAreTheSame() {
    RunComparison same = RunComparison.of(before, before, TOLERANCE, List.of());
    assertThat(same.isJudged()).isTrue();
    assertThat(same.isWorse()).isFalse();
    assertThat(same.remarks()).isEmpty();
    assertThat(same.obstacles()).isEmpty();
    assertThat(same.verdicts()).containsOnly(Verdict.SAME, Verdict.MACHINE);
    // Four times; srg and deletion_auc of two methods: a control and a descriptor are not judged.
    assertThat(same.rows()).hasSize(4 + 4);
  }

  @Test
  void aTimeBeyondTheToleranceIsWorseAndAShorterOneIsBetter() {
    RunComparison slower = with(MadeUpRun.usual().slower(1.2));
    ComparisonRow legrad = row(slower, "explanation", "legrad");
    assertThat(legrad.verdict()).isEqualTo("slower");
    assertThat(legrad.effect()).isCloseTo(1.2, within(ROUNDING));
    assertThat(legrad.ciLow()).isBetween(1.1, 1.2);
    assertThat(legrad.basis()).isEqualTo(Times.PROCESSES);
    assertThat(legrad.nA()).isEqualTo(3);
    assertThat(row(slower, "explanation", "rollout").verdict()).isEqualTo("the same");
    assertThat(row(slower, "gemm-floor", "").verdict()).isEqualTo("the machine");
    assertThat(slower.remarks()).singleElement().asString().contains("products of matrices alone");
    assertThat(slower.isWorse()).isTrue();
    assertThat(slower.count(true, Verdict.WORSE)).isEqualTo(1);

    RunComparison faster = with(MadeUpRun.usual().slower(0.8));
    assertThat(row(faster, "explanation", "legrad").verdict()).isEqualTo("faster");
    assertThat(faster.isWorse()).isFalse();
  }

  @Test
  void theToleranceIsOfTheRatio() {
    RunFolder now = MadeUpRun.usual().slower(1.045).write(folder.resolve("now"));
    RunComparison wide = RunComparison.of(before, now, TOLERANCE, List.of());
    assertThat(row(wide, "explanation", "legrad").verdict()).isEqualTo("slower, within tolerance");
    assertThat(wide.isWorse()).isFalse();
    assertThat(RunComparison.of(before, now, 0, List.of()).isWorse()).isTrue();
  }

  @Test
  void oneProcessIsJudgedByItsIterations() {
    before = MadeUpRun.usual().inProcesses(1).write(folder.resolve("one"));
    RunComparison little = with(MadeUpRun.usual().inProcesses(1).slower(1.01));
    ComparisonRow legrad = row(little, "explanation", "legrad");
    assertThat(legrad.basis()).isEqualTo(Times.ITERATIONS);
    assertThat(legrad.nA()).isEqualTo(5);
    assertThat(legrad.verdict()).isEqualTo("no difference shown");
    assertThat(little.dependsOnIterations()).isFalse();
    RunComparison slower = with(MadeUpRun.usual().inProcesses(1).slower(1.5));
    assertThat(slower.isWorse()).isTrue();
    assertThat(slower.dependsOnIterations()).isTrue();
  }

  @Test
  void scoresArePairedByImage() {
    // A shift that is small beside the spread of the images, and the same for each of them.
    RunComparison worse = with(MadeUpRun.usual().worse(0.01));
    ComparisonRow srg = row(worse, "srg", "legrad");
    assertThat(srg.basis()).isEqualTo(Scores.PAIRED);
    assertThat(srg.effect()).isCloseTo(srg.b() - srg.a(), within(ROUNDING)).isNegative();
    assertThat(srg.ciHigh()).isNegative();
    assertThat(srg.verdict()).isEqualTo("worse");
    assertThat(row(worse, "srg", "rollout").verdict()).isEqualTo("the same");
    assertThat(worse.isWorse()).isTrue();
    RunComparison better = with(MadeUpRun.usual().worse(-0.01));
    assertThat(row(better, "srg", "legrad").verdict()).isEqualTo("better");
    assertThat(better.isWorse()).isFalse();
  }

  @Test
  void withoutSamplesTheIntervalsOfTheMeansAreLessSharp() {
    RunComparison worse = with(MadeUpRun.usual().worse(0.01).withoutSamples());
    ComparisonRow srg = row(worse, "srg", "legrad");
    assertThat(srg.basis()).isEqualTo(Scores.INTERVALS);
    assertThat(srg.verdict()).isEqualTo("no difference shown");
    assertThat(with(MadeUpRun.usual().worse(0.2).withoutSamples()).isWorse()).isTrue();
  }

  @Test
  void fewImagesCannotTell() {
    before = MadeUpRun.usual().withImages(4).write(folder.resolve("few"));
    RunComparison few = with(MadeUpRun.usual().withImages(4).worse(0.3));
    assertThat(row(few, "srg", "legrad").verdict()).isEqualTo("too few to tell");
    assertThat(few.isWorse()).isFalse();
  }

  @Test
  void imagesOfOneFolderAloneAreLeftOutAndCounted() {
    RunComparison fewer = with(MadeUpRun.usual().withImages(18));
    assertThat(row(fewer, "srg", "legrad").nA()).isEqualTo(18);
    assertThat(fewer.remarks())
        .singleElement()
        .asString()
        .contains("18 images that are the same in both (of 20 and 18)");
  }

  @Test
  void anotherProcessorIsACaution() {
    assertThat(with(MadeUpRun.usual().on("Another")).remarks())
        .anyMatch(r -> r.startsWith("caution: ") && r.contains("'A processor', now 'Another'"));
  }

  @Test
  void anotherModelLeavesNothingToCompare() {
    RunComparison none = with(MadeUpRun.usual().of("other"));
    assertThat(none.isJudged()).isFalse();
    assertThat(none.rows()).isEmpty();
    assertThat(none.obstacles())
        .hasSize(2)
        .anyMatch(reason -> reason.contains("demo on cpu") && reason.contains("other on cpu"))
        .anyMatch(reason -> reason.contains("the model's weights changed"));
  }

  @Test
  void otherMetricsCanBeAskedFor() {
    RunComparison one = with(MadeUpRun.usual(), "deletion_auc");
    assertThat(one.rows()).filteredOn(row -> !row.isTime()).hasSize(2);
    assertThatThrownBy(() -> with(MadeUpRun.usual(), "deletion_auk"))
        .isInstanceOf(Refusal.class)
        .hasMessage("metric 'deletion_auk' is in neither folder. Did you mean 'deletion_auc'?");
    // A descriptor has no better and no worse.
    assertThat(with(MadeUpRun.usual(), "gini").obstacles())
        .singleElement()
        .asString()
        .contains("no method has the same metric");
  }

  @Test
  void anAlteredFileIsRefused() throws IOException {
    Path file = folder.resolve("before").resolve("latency.csv");
    Files.writeString(file, Files.readString(file).replace("10.1", "10.9"));
    assertThatThrownBy(() -> with(MadeUpRun.usual()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("latency.csv was altered after the run wrote it");
  }
}
