package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.explain.Methods;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Counts;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.run.table.Table;
import vitexplain.study.plan.StudyPlan;

/** An evaluation that was cut off is summarised as far as it came, and can be gone on with. */
class StoppedEvaluationTest {
  private static final int IMAGES = 3;
  private static final StudyPlan PLAN =
      SmallStudy.plan(List.of(Methods.named("rollout"), Methods.named("random")), 5);

  @TempDir Path scratch;

  @Test
  void itIsSummarisedFromItsFolderAloneAndThenResumed() throws IOException {
    Dataset data = Scenes.dataset(Scenes.copy(scratch.resolve("scenes"), IMAGES));
    RunFolder cut = new RunFolder(scratch.resolve("cut"));
    RunFolder whole = new RunFolder(scratch.resolve("whole"));
    try (SmallStudy study = SmallStudy.open()) {
      assertThatThrownBy(() -> study.run(cut.root(), data, PLAN, new StopAfter(2)))
          .isInstanceOf(StopAfter.Stopped.class);
      Table<CurveRow> samples = cut.samples().curves();
      byte[] torn = samples.bytes(samples.first(1));
      Files.write(samples.file(), Arrays.copyOf(torn, torn.length - 3), StandardOpenOption.APPEND);
      assertThat(Evaluation.summarise(cut, Progress.SILENT).map(Counts::planned)).contains(IMAGES);
      assertThat(Evaluation.summarise(cut, Progress.SILENT).map(Counts::done)).contains(2);
      assertThat(cut.verify()).as("hashed").isTrue();
      assertThat(cut.table(SummaryRow.SCHEMA).read())
          .filteredOn(row -> row.metric().equals("srg"))
          .isNotEmpty()
          .allMatch(row -> row.n() == 2);
      study.run(cut.root(), data, PLAN, Progress.SILENT);
      study.run(whole.root(), data, PLAN, Progress.SILENT);
    }
    for (String file : List.of("samples.csv.gz", "summary.csv", "pairs.csv", "images.csv")) {
      assertThat(cut.root().resolve(file)).hasSameBinaryContentAs(whole.root().resolve(file));
    }
  }

  @Test
  void anEvaluationWithoutItsManifestOrProgressIsNotTakenOnTrust() throws IOException {
    Dataset data = Scenes.dataset(Scenes.copy(scratch.resolve("scenes"), 1));
    RunFolder folder = new RunFolder(scratch.resolve("run"));
    try (SmallStudy study = SmallStudy.open()) {
      study.run(folder.root(), data, PLAN, Progress.SILENT);
    }
    assertThat(folder.verify()).as("hashed").isTrue();
    String manifest = Files.readString(folder.manifest());
    Files.delete(folder.manifest());
    assertThatThrownBy(folder::verify)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("holds an evaluation, but its manifest.json has no entry for it");
    Files.writeString(folder.manifest(), manifest);
    Files.delete(folder.root().resolve("progress.csv"));
    assertThatThrownBy(folder::verify)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has samples.csv.gz but no progress.csv");
  }

  @Test
  void aPlanIsReadBackFromTheManifestAsItWasWritten() {
    assertThat(StudyPlan.of(PLAN.config()).config()).isEqualTo(PLAN.config());
    assertThat(StudyPlan.of(SmallStudy.plan().config()).config())
        .isEqualTo(SmallStudy.plan().config());
    assertThatThrownBy(() -> StudyPlan.of(java.util.Map.of("methods", "legrad")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("configuration of the evaluation cannot be read");
  }
}
