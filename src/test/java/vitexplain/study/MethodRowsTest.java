package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodId;
import vitexplain.metric.Metrics;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;

/** The run folder says itself what its methods are. */
class MethodRowsTest {

  private static final MethodRow TIMED =
      new MethodRow(
          "timed", "timed", "peer", "class-specific", "f", 3, 2, "timed", "", "", "", "", 0, "");

  @TempDir Path scratch;

  private static StudyPlan plan(String... methods) {
    return new StudyPlan(
        Stream.of(methods).map(Methods::named).toList(),
        List.of(Metrics.named("srg"), Metrics.named("miou"), Metrics.named("random_logit")),
        List.of(Fill.BLACK),
        StudyPlan.steps(2),
        4,
        1);
  }

  private RunFolder evaluated(StudyPlan plan) throws Exception {
    try (SmallStudy study = SmallStudy.open()) {
      Dataset data = Scenes.dataset(Scenes.copy(scratch.resolve("data"), 2));
      study.run(scratch.resolve("run"), data, plan, Progress.SILENT);
    }
    return new RunFolder(scratch.resolve("run"));
  }

  @Test
  void everyRegisteredMethodIsDescribedInEveryColumn() {
    for (Explainer method : Methods.defaults()) {
      MethodRow row = MethodRow.of(Methods.describe(method.id()));
      assertThat(MethodRow.SCHEMA.values().apply(row))
          .as(method.id())
          .noneMatch(value -> value.toString().isEmpty());
      assertThat(Methods.describe(method.id()).keySet())
          .containsExactlyInAnyOrderElementsOf(MethodRow.SCHEMA.header());
      assertThat(row.sign())
          .isEqualTo(method.signRule().map(MethodId::spelled).orElse(MethodRow.NEVER_NEGATIVE));
      assertThat(row.classes())
          .isEqualTo(method.classAgnostic() ? MethodRow.AGNOSTIC : MethodRow.SPECIFIC);
    }
    assertThat(Methods.controlFor(MethodRow.CHANCE).name()).isEqualTo("random");
    assertThat(Methods.controlFor(MethodRow.CENTRE_PRIOR).name()).isEqualTo("centre");
  }

  @Test
  void everyIdOfTheOtherFilesIsDescribed() throws Exception {
    RunFolder folder = evaluated(plan("legrad:pool=readout", "rollout", "random", "random:seed=1"));
    List<MethodRow> rows = folder.table(MethodRow.SCHEMA).read();
    assertThat(rows)
        .extracting(MethodRow::id)
        .containsExactly(
            "legrad:pool=readout",
            "rollout",
            "random",
            "random:seed=1",
            "all-background",
            "all-foreground");
    List<String> averaged = rows.stream().map(MethodRow::averagedAs).toList();
    assertThat(folder.table(SummaryRow.SCHEMA).read())
        .extracting(SummaryRow::method)
        .isSubsetOf(averaged);
    assertThat(folder.table(SanityRow.SCHEMA).read())
        .extracting(SanityRow::method)
        .isSubsetOf(averaged);
  }

  @Test
  void whatBenchmarksWroteStaysAndBothHashesFit() throws Exception {
    RunFolder folder = new RunFolder(scratch.resolve("run"));
    Files.createDirectories(folder.root());
    MethodRow.add(folder.table(MethodRow.SCHEMA), List.of(TIMED));
    Section bench =
        Section.starting("bench", "smoke", Map.of(), Environment.here(1, "", "", ""), "now");
    Manifest.record(folder, "bench", bench.withFiles(RunPart.BENCH.marks(folder)));
    evaluated(plan("rollout"));
    assertThat(folder.table(MethodRow.SCHEMA).read())
        .contains(TIMED)
        .extracting(MethodRow::id)
        .contains("rollout");
    assertThat(Manifest.of(folder).sections().values())
        .allSatisfy(
            section ->
                assertThat(section.files())
                    .containsEntry("methods.csv", RunPart.BENCH.marks(folder).get("methods.csv")));
    folder.verify();
  }

  @Test
  void theFileGoesWithTheLastThatNeedsIt() throws Exception {
    RunFolder folder = evaluated(plan("rollout"));
    Path file = folder.table(MethodRow.SCHEMA).file();
    Files.writeString(folder.jmh(), "[]");
    RunPart.EVALUATION.removeFrom(folder);
    assertThat(file).exists();
    RunPart.BENCH.removeFrom(folder);
    assertThat(file).doesNotExist();
  }
}
