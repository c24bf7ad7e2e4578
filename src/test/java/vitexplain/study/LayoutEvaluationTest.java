package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.LabelMap;
import vitexplain.dataset.Shard;
import vitexplain.dataset.layout.DataReference;
import vitexplain.dataset.layout.SmallVoc;
import vitexplain.explain.Methods;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.run.Existing;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.study.plan.StudyPlan;

/**
 * A data set in another layout than a folder is evaluated, killed, resumed and divided like one.
 */
class LayoutEvaluationTest {
  private static final int IMAGES = 6;
  private static final int IGNORED = 40;
  private static final StudyPlan PLAN =
      SmallStudy.plan(List.of(Methods.named("rollout"), Methods.named("random:seed=1")), 5);

  @TempDir static Path scratch;
  private static SmallStudy study;

  @TempDir Path folder;

  /** Person below, dog above, a strip ignored; of the last, the mask is of another size. */
  @BeforeAll
  static void lay() throws IOException {
    study = SmallStudy.open();
    SmallVoc voc = SmallVoc.in(scratch);
    for (int i = 0; i < IMAGES; i++) {
      Pixels scene = ImageFiles.read(Path.of("data/scenes/images/scene_00" + i + ".png"), 3);
      int[] ids = new int[scene.width() * scene.height()];
      for (int p = 0; p < ids.length; p++) {
        int row = p / scene.width();
        ids[p] = p < IGNORED ? 255 : row < 20 + i ? 12 : row > 60 ? 15 : 0;
      }
      voc.add("p" + i, scene, ids).split("val", "p" + i);
    }
    voc.writeMask("p" + (IMAGES - 1), 3, 2, new int[] {1, 1, 1, 0, 0, 0});
  }

  @AfterAll
  static void close() {
    study.close();
  }

  private Dataset data(String choice) throws IOException {
    Path map =
        Files.writeString(
            folder.resolve("map.csv"), "label,class\nperson,0\nperson,1\ndog,2\naeroplane,3\n");
    return Dataset.open(
        new DataReference("voc", scratch.toString(), "val"),
        Optional.of(choice),
        LabelMap.read(map));
  }

  private static Map<String, String> config(Dataset data, Map<String, String> more) {
    Map<String, String> config = new TreeMap<>(PLAN.config());
    config.put("images_sha256", Sha256.of(data.images()));
    config.putAll(more);
    return config;
  }

  private RunFolder run(String name, Dataset data, Shard shard, Progress progress) {
    RunFolder out = new RunFolder(folder.resolve(name));
    Map<String, String> part =
        shard.equals(Shard.WHOLE)
            ? Map.of()
            : Map.of(Merge.SHARD, shard.toString(), Merge.SAMPLE, data.sampleSha256());
    study.run(out.root(), data, shard, PLAN, config(data, part), progress);
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "any", "12"})
  void resumedAfterAKillAndInPartsItGivesTheSameFiles(String choice) throws IOException {
    RunFolder whole = run("whole", data(choice), Shard.WHOLE, Progress.SILENT);
    assertThatThrownBy(() -> run("killed", data(choice), Shard.WHOLE, new StopAfter(2)))
        .isInstanceOf(StopAfter.Stopped.class);
    RunFolder resumed = run("killed", data(choice), Shard.WHOLE, Progress.SILENT);
    List<RunFolder> parts = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      parts.add(run("part" + number, data(choice), new Shard(number, 2), Progress.SILENT));
    }
    RunFolder merged = RunFolder.prepare(folder.resolve("merged"), Existing.KEEP);
    Merge.of(parts).write(merged, "merge", Heatmaps.REPORT, Progress.SILENT);
    for (String file :
        List.of("samples.csv.gz", "confusion.csv", "images.csv", "failures.csv", "summary.csv")) {
      Path expected = whole.root().resolve(file);
      assertThat(resumed.root().resolve(file)).hasSameBinaryContentAs(expected);
      assertThat(merged.root().resolve(file)).hasSameBinaryContentAs(expected);
    }
    assertThat(whole.table(FailureRow.SCHEMA).read())
        .singleElement()
        .satisfies(row -> assertThat(row.reason()).contains("mask 'p5.png' is 3 x 2"));
    assertPixels(whole, choice);
  }

  /** Every table of a mask counts the chosen object's pixels and no ignored one. */
  private static void assertPixels(RunFolder run, String choice) {
    List<ConfusionRow> rows = run.table(ConfusionRow.SCHEMA).read();
    assertThat(rows).isNotEmpty();
    for (ConfusionRow row : rows) {
      int dog = 96 * (20 + Integer.parseInt(row.image().substring(1))) - IGNORED;
      int person = 96 * 35;
      long object =
          switch (choice) {
            case "any" -> dog + person;
            case "label" -> Math.max(dog, person);
            default -> dog;
          };
      assertThat(row.tp() + row.fn()).as(row.toString()).isEqualTo(object);
      assertThat(row.tp() + row.fn() + row.fp() + row.tn()).isEqualTo(96 * 96 - IGNORED);
    }
  }

  /** Of two classes that are right, the one that the model finds likelier is the label. */
  @Test
  void labelsAreTheClassesOfMostPixels() throws IOException {
    Dataset data = data("label");
    RunFolder run = run("run", data, Shard.WHOLE, Progress.SILENT);
    List<String> classes = study.model().config().labels();
    for (ImageRow row : run.table(ImageRow.SCHEMA).read()) {
      assertThat(data.classes(row.image(), classes))
          .contains(row.label().orElseThrow())
          .hasSize(row.image().equals("p5") ? 1 : 2);
      if (row.predicted().getAsInt() < 2 && !row.image().equals("p5")) {
        assertThat(row.label()).isEqualTo(row.predicted());
      }
    }
    assertThat(data.labelled(classes).mapped()).isEqualTo(3);
  }

  @Test
  void partsOfOtherFilesUnderTheSameNamesAreNotMerged() throws IOException {
    RunFolder first = run("part1", data("any"), new Shard(1, 2), Progress.SILENT);
    Path mask = scratch.resolve("VOC2012/SegmentationClass/p0.png");
    byte[] before = Files.readAllBytes(mask);
    Files.copy(
        scratch.resolve("VOC2012/SegmentationClass/p1.png"),
        mask,
        StandardCopyOption.REPLACE_EXISTING);
    try {
      RunFolder second = run("part2", data("any"), new Shard(2, 2), Progress.SILENT);
      assertThatThrownBy(() -> Merge.of(List.of(first, second)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("parts of different evaluations")
          .hasMessageContaining("images or masks (their content) changed");
    } finally {
      Files.write(mask, before);
    }
  }
}
