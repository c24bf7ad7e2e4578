package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.Shard;
import vitexplain.explain.Methods;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.run.Existing;
import vitexplain.run.Pictures;
import vitexplain.run.RunFolder;
import vitexplain.run.ShownImages;
import vitexplain.run.row.SampleRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StudyPlan;

/** Pictures are kept of the images that the report shows, however a run came about. */
class PictureChoiceTest {
  private static final int IMAGES = 10;
  private static final StudyPlan PLAN =
      new StudyPlan(
          List.of(Methods.named("rollout"), Methods.named("legrad"), Methods.named("random")),
          List.of(Faithfulness.SRG),
          List.of(Fill.MEAN),
          Unit.PATCH,
          StudyPlan.steps(2),
          5,
          1,
          new SanityPlan(1, 1));

  @TempDir Path scratch;
  private Dataset data;
  private SmallStudy study;

  @BeforeEach
  void open() throws IOException {
    data = Scenes.dataset(Scenes.copy(scratch.resolve("scenes"), IMAGES));
    study = SmallStudy.open();
  }

  @AfterEach
  void close() {
    study.close();
  }

  @Test
  void theBestAndTheWorstAreDrawnAlsoAfterAnInterruptionAndInParts() throws IOException {
    RunFolder whole = run("whole", Shard.WHOLE, Heatmaps.REPORT, Progress.SILENT);
    Set<String> expected = bestAndWorst(whole);
    assertThat(expected).hasSize(2 * ShownImages.EACH);
    assertThat(pictures(whole).values()).containsOnly(expected);
    assertThat(pictures(whole).keySet())
        .containsExactly(
            "_image",
            "_map_legrad",
            "_map_random",
            "_map_rollout",
            "_mask",
            "_seen",
            "_seen_mask",
            "legrad",
            "random",
            "rollout");
    assertThatThrownBy(() -> run("cut", Shard.WHOLE, Heatmaps.REPORT, new StopAfter(IMAGES - 1)))
        .isInstanceOf(StopAfter.Stopped.class);
    assertThat(pictures(run("cut", Shard.WHOLE, Heatmaps.REPORT, Progress.SILENT)))
        .isEqualTo(pictures(whole));
    List<RunFolder> parts =
        List.of(
            run("part1", new Shard(1, 2), Heatmaps.ALL, Progress.SILENT),
            run("part2", new Shard(2, 2), Heatmaps.REPORT, Progress.SILENT));
    RunFolder merged = RunFolder.prepare(scratch.resolve("merged"), Existing.KEEP);
    Merge.of(parts).write(merged, "merge", Heatmaps.REPORT, Progress.SILENT);
    assertThat(pictures(merged)).isEqualTo(pictures(whole));
  }

  @Test
  void allAndNoneAreAllAndNoneAndChangeNoNumber() throws IOException {
    RunFolder all = run("all", Shard.WHOLE, Heatmaps.ALL, Progress.SILENT);
    RunFolder none = run("none", Shard.WHOLE, Heatmaps.NONE, Progress.SILENT);
    assertThat(pictures(all).values()).allMatch(images -> images.size() == IMAGES);
    assertThat(none.heatmaps()).doesNotExist();
    for (String file : List.of("samples.csv.gz", "images.csv", "progress.csv", "summary.csv")) {
      assertThat(none.root().resolve(file)).hasSameBinaryContentAs(all.root().resolve(file));
    }
  }

  private RunFolder run(String name, Shard shard, Heatmaps heatmaps, Progress progress) {
    Map<String, String> config = new TreeMap<>(PLAN.config());
    if (shard.of() > 1) {
      config.put(Merge.SHARD, shard.toString());
    }
    RunFolder folder = new RunFolder(scratch.resolve(name));
    study.run(folder.root(), data, shard, PLAN, config, heatmaps, progress);
    return folder;
  }

  /** Names of the pictures by folder. */
  private static Map<String, Set<String>> pictures(RunFolder folder) throws IOException {
    Map<String, Set<String>> names = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.heatmaps())) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file ->
                  names
                      .computeIfAbsent(
                          file.getParent().getFileName().toString(), method -> new HashSet<>())
                      .add(file.getFileName().toString()));
    }
    return names;
  }

  private static Set<String> bestAndWorst(RunFolder folder) {
    Map<String, Double> means =
        folder.samples().read().stream()
            .filter(row -> row.metric().equals("srg") && !row.method().equals("random"))
            .filter(row -> row.target().equals(SampleRow.PREDICTED))
            .collect(
                Collectors.groupingBy(
                    SampleRow::image, TreeMap::new, Collectors.averagingDouble(SampleRow::value)));
    assertThat(means.values()).as("no two alike").doesNotHaveDuplicates();
    List<String> ranked = new ArrayList<>(means.keySet());
    ranked.sort(Comparator.comparing(means::get));
    ranked.subList(ShownImages.EACH, ranked.size() - ShownImages.EACH).clear();
    return ranked.stream().map(Pictures::file).collect(Collectors.toSet());
  }
}
