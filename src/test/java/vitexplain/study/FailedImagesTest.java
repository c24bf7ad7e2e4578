package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.explain.Methods;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Counts;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.study.plan.StudyPlan;

/** An image that cannot be used is listed with its stage and reason; the others are measured. */
class FailedImagesTest {
  private static final StudyPlan PLAN = SmallStudy.plan(List.of(Methods.named("rollout")), 5);

  @TempDir Path scratch;

  @Test
  void truncatedImageAndMissingMaskAreListedAndTheRestIsDone() throws IOException {
    Path scenes = Scenes.copy(scratch.resolve("scenes"), 4);
    Scenes.truncate(scenes.resolve("images/scene_001.png"));
    Files.delete(scenes.resolve("masks/scene_002.png"));
    RunFolder folder = run(scenes, new Counts(4, 2, 2, 0));

    List<FailureRow> failures = folder.table(FailureRow.SCHEMA).read();
    assertThat(failures)
        .extracting(FailureRow::image)
        .containsExactly("scene_001.png", "scene_002.png");
    assertThat(failures).extracting(FailureRow::stage).containsExactly("decode", "mask");
    assertThat(failures.get(0).reason()).contains("image 'scene_001.png'").contains("truncated");
    assertThat(failures.get(1).reason())
        .contains("has no mask: expected '")
        .contains("leave --masks");
    List<SampleRow> samples = folder.samples().read();
    assertThat(samples)
        .extracting(SampleRow::image)
        .containsOnly("scene_000.png", "scene_002.png", "scene_003.png");
    assertThat(samples)
        .filteredOn(row -> row.metric().equals("ap_fg"))
        .extracting(SampleRow::image)
        .as("a mask that is missing costs the scores against it")
        .containsOnly("scene_000.png", "scene_003.png");
  }

  @Test
  void anEvaluationInWhichEveryImageFailsStillEndsInTables() throws IOException {
    Path scenes = Scenes.copy(scratch.resolve("scenes"), 2);
    Scenes.truncate(scenes.resolve("images/scene_000.png"));
    Scenes.truncate(scenes.resolve("images/scene_001.png"));
    RunFolder folder = run(scenes, new Counts(2, 0, 2, 0));
    assertThat(folder.table(SummaryRow.SCHEMA).read()).isEmpty();
  }

  private RunFolder run(Path scenes, Counts expected) {
    Path out = scratch.resolve("run");
    try (SmallStudy study = SmallStudy.open()) {
      assertThat(study.run(out, Scenes.dataset(scenes), PLAN, Progress.SILENT)).isEqualTo(expected);
    }
    return new RunFolder(out);
  }
}
