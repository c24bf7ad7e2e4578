package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.Shard;
import vitexplain.explain.Methods;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.run.Existing;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.ReliabilityRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SettledRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.plan.SuitedPlan;
import vitexplain.vit.Vit;

/** An evaluation ends once its methods are told apart, and leaves those out that are before. */
class SettledEvaluationTest {
  private static final int IMAGES = 60;
  private static final int STEPS = 5;

  /** Large, so that a few images do. */
  private static final StoppingRule RULE = new StoppingRule(0.3, 0.3);

  /** Two alike, and one that knows nothing. */
  private static final StudyPlan PLAN =
      new StudyPlan(
          List.of(
              Methods.named("rollout"),
              Methods.named("gmar-l1"),
              Methods.named("centre"),
              Methods.named("random")),
          List.of(Faithfulness.SRG),
          List.of(Fill.DROP),
          StudyPlan.steps(STEPS),
          32,
          3);

  @TempDir static Path scratch;

  private static Vit model;
  private static Dataset data;
  private static RunFolder whole;
  private static Counts counts;
  private static Map<String, SettledRow> pairs;

  @BeforeAll
  static void evaluate() throws IOException {
    model = StudySubject.model();
    data = scenes();
    whole = new RunFolder(scratch.resolve("whole"));
    counts = run(whole.root(), RULE, Progress.SILENT);
    pairs =
        whole.table(SettledRow.SCHEMA).read().stream()
            .collect(Collectors.toMap(row -> row.methodA() + " " + row.methodB(), row -> row));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /** One of them cannot be read. */
  private static Dataset scenes() throws IOException {
    Dataset all = Dataset.open(Path.of("data/scenes/images"), Optional.empty(), Optional.empty());
    Path folder = Files.createDirectories(scratch.resolve("images"));
    for (String name : all.subset(IMAGES).images()) {
      Files.copy(Path.of("data/scenes/images", name), folder.resolve(name));
    }
    Dataset copied = Dataset.open(folder, Optional.empty(), Optional.empty());
    Scenes.truncate(folder.resolve(copied.shuffled(PLAN.seed()).images().get(2)));
    return copied;
  }

  private static Counts run(Path out, StoppingRule rule, Progress progress) {
    RunFolder folder = RunFolder.prepare(out, Existing.KEEP);
    Map<String, String> config = new TreeMap<>(PLAN.config());
    config.put(StoppingRule.KEY, rule.text());
    Section section =
        Section.starting(
            "test", "smoke", config, Environment.here(1, "", "", ""), Evaluation.now());
    try (RunLock lock = folder.lock()) {
      return evaluation(folder, Shard.WHOLE).until(rule).run(section, progress);
    }
  }

  private static Evaluation evaluation(RunFolder folder, Shard shard) {
    return new Evaluation(
        folder,
        data,
        shard,
        model,
        StudySubject.preprocessor(),
        new SuitedPlan(PLAN, List.of()),
        Heatmaps.NONE);
  }

  private static List<SampleRow> srg(RunFolder folder, String method) {
    return folder.samples().read().stream()
        .filter(row -> row.metric().equals("srg") && row.method().equals(method))
        .toList();
  }

  @Test
  void itEndsWhenEveryPairIsDecided() {
    assertThat(pairs.keySet())
        .containsExactlyInAnyOrder("rollout gmar-l1", "rollout random", "gmar-l1 random");
    assertThat(pairs.get("rollout gmar-l1").verdict()).isEqualTo(SettledRow.EQUIVALENT);
    assertThat(pairs.get("rollout random").verdict()).isEqualTo(SettledRow.HIGHER);
    assertThat(pairs.get("gmar-l1 random").verdict()).isEqualTo(SettledRow.HIGHER);
    assertThat(counts.planned()).isEqualTo(IMAGES);
    assertThat(counts.failed()).isEqualTo(1);
    assertThat(counts.done())
        .isLessThan(IMAGES - 1)
        .isEqualTo(
            pairs.values().stream()
                .mapToInt(row -> row.decidedAt().getAsInt())
                .max()
                .orElseThrow());
  }

  @Test
  void aMethodIsMeasuredUntilItsLastPairIsDecidedAndAControlInNoneToTheEnd() {
    int randomLeft =
        Math.max(
            pairs.get("rollout random").decidedAt().getAsInt(),
            pairs.get("gmar-l1 random").decidedAt().getAsInt());
    assertThat(randomLeft).isLessThan(counts.done());
    assertThat(srg(whole, "random")).hasSize(randomLeft);
    assertThat(srg(whole, "rollout")).hasSize(counts.done());
    assertThat(srg(whole, "gmar-l1")).hasSize(counts.done());
    assertThat(srg(whole, "centre")).hasSize(counts.done());
    assertThat(whole.table(SummaryRow.SCHEMA).read())
        .filteredOn(row -> row.metric().equals("srg") && row.method().equals("random"))
        .extracting(SummaryRow::n)
        .containsExactly(randomLeft);
    assertThat(whole.table(PairRow.SCHEMA).read())
        .filteredOn(row -> row.question().equals(PairRow.CONTROL))
        .extracting(PairRow::n)
        .containsExactly(randomLeft, randomLeft);
  }

  @Test
  void aVerdictStandsOutsideItsConfidenceSequenceWhichHoldsTheMean() {
    pairs
        .values()
        .forEach(
            row -> {
              assertThat(row.difference()).isBetween(row.low(), row.high());
              if (row.isUnequal()) {
                assertThat(row.low()).isPositive();
              } else {
                assertThat(row.low()).isGreaterThan(-RULE.margin());
                assertThat(row.high()).isLessThan(RULE.margin());
              }
            });
  }

  @Test
  void imagesComeInASeededOrderWithTheRowsThatAnEvaluationOfAllHas() {
    List<String> order = data.shuffled(PLAN.seed()).images();
    assertThat(order).isNotEqualTo(data.images()).hasSameElementsAs(data.images());
    assertThat(whole.table(ImageRow.SCHEMA).read())
        .extracting(ImageRow::image)
        .isEqualTo(order.subList(0, counts.seen()));
    RunFolder all = RunFolder.prepare(scratch.resolve("all"), Existing.KEEP);
    Section section =
        Section.starting(
            "test", "smoke", PLAN.config(), Environment.here(1, "", "", ""), Evaluation.now());
    try (RunLock lock = all.lock()) {
      evaluation(all, Shard.WHOLE).run(section, Progress.SILENT);
    }
    assertThat(srg(all, "random")).containsAll(srg(whole, "random"));
    assertThat(srg(all, "rollout")).hasSize(IMAGES - 1);
    assertThat(all.table(SettledRow.SCHEMA).exists()).isFalse();
  }

  @Test
  void stoppedAnywhereAndResumedItLeavesTheSameBytes() throws IOException {
    for (int stop : new int[] {1, 3, srg(whole, "random").size() + 2, counts.seen()}) {
      RunFolder cut = new RunFolder(scratch.resolve("cut" + stop));
      assertThatThrownBy(() -> run(cut.root(), RULE, new StopAfter(stop)))
          .isInstanceOf(StopAfter.Stopped.class);
      Evaluation.summarise(cut, Progress.SILENT);
      assertThat(cut.verify()).as("hashed").isTrue();
      assertThat(run(cut.root(), RULE, Progress.SILENT)).isEqualTo(counts);
      assertThat(cut.verify()).as("hashed").isTrue();
      RunPart.EVALUATION
          .marks(whole)
          .forEach(
              (file, mark) ->
                  assertThat(cut.root().resolve(file))
                      .as("stopped after %d: %s", stop, file)
                      .hasSameBinaryContentAs(whole.root().resolve(file)));
      for (String file : List.of("samples.csv.gz", "images.csv", "progress.csv", "failures.csv")) {
        assertThat(cut.root().resolve(file)).hasSameBinaryContentAs(whole.root().resolve(file));
      }
    }
  }

  @Test
  void goingOnWithWhatIsSettledMeasuresNothing() throws IOException {
    byte[] before = Files.readAllBytes(whole.samples().curves().file());
    assertThat(run(whole.root(), RULE, new StopAfter(1))).isEqualTo(counts);
    assertThat(whole.samples().curves().file()).hasBinaryContent(before);
    assertThat(whole.verify()).as("hashed").isTrue();
  }

  @Test
  void anotherRuleIsAnotherEvaluation() {
    assertThatThrownBy(() -> run(whole.root(), new StoppingRule(0.3, 0.2), Progress.SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("until");
  }

  @Test
  void withoutAMarginItGoesThroughAllImagesAndSaysSo() {
    RunFolder open = new RunFolder(scratch.resolve("open"));
    Counts all = run(open.root(), new StoppingRule(0.3, 0), Progress.SILENT);
    assertThat(all.seen()).isEqualTo(IMAGES);
    assertThat(srg(open, "rollout")).hasSize(IMAGES - 1);
    assertThat(srg(open, "random")).hasSizeLessThan(IMAGES - 1);
    assertThat(open.table(SettledRow.SCHEMA).read())
        .filteredOn(row -> row.methodB().equals("gmar-l1"))
        .singleElement()
        .matches(row -> row.verdict().equals(SettledRow.OPEN) && row.decidedAt().isEmpty());
    assertThat(note(open))
        .isEqualTo("Went through all 60 images without being settled: 2 of 3 pairs decided.");
    assertThat(note(whole))
        .isEqualTo(
            "Ended after %s of 60 images, being settled: 3 of 3 pairs decided.", counts.seen());
  }

  private static String note(RunFolder folder) {
    return Manifest.of(folder)
        .section(Evaluation.COMMAND)
        .orElseThrow()
        .notes()
        .get(Section.SETTLED);
  }

  @Test
  void rankingsAreOfTheImagesThatEveryRankedMethodHas() {
    assertThat(whole.table(ReliabilityRow.SCHEMA).read())
        .extracting(ReliabilityRow::nImages)
        .allMatch(n -> n == counts.done());
    assertThat(whole.table(AgreementRow.SCHEMA).read()).isEmpty();
  }

  @Test
  void rankingsOfDifferentImagesAreNotComparedWithAnotherModels() {
    assertThatThrownBy(() -> RankingComparison.of(whole, whole))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "not all measured on the same images. Evaluate again without --until");
  }

  @Test
  void aPartCannotKnowWhatTheOthersSaw() {
    Evaluation part = evaluation(new RunFolder(scratch.resolve("part")), new Shard(1, 2));
    assertThatThrownBy(() -> part.until(RULE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Leave --shard or --until out");
  }
}
