package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
import vitexplain.dataset.Shard;
import vitexplain.explain.Methods;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.study.plan.StudyPlan;

/** Parts that were evaluated apart and put together are what one process leaves. */
class MergeTest {
  private static final int IMAGES = 7;

  /** Fails, as a file of half its bytes does: failures are rows too. */
  private static final int BROKEN = 4;

  private static final StudyPlan PLAN =
      SmallStudy.plan(
          List.of(
              Methods.named("rollout"),
              Methods.named("random:seed=1"),
              Methods.named("legrad"),
              Methods.named("grad-rollout")),
          5);

  @TempDir private static Path scratch;
  private static Dataset data;
  private static SmallStudy study;
  private static Counts counts;

  @TempDir Path parts;

  @BeforeAll
  static void evaluateInOneProcess() throws IOException {
    Path scenes = Scenes.copy(scratch.resolve("scenes"), IMAGES);
    Scenes.truncate(scenes.resolve("images/scene_00" + BROKEN + ".png"));
    data = Scenes.dataset(scenes);
    study = SmallStudy.open();
    counts = study.run(whole().root(), data, Shard.WHOLE, PLAN, config(), Progress.SILENT);
  }

  @AfterAll
  static void close() {
    study.close();
  }

  private static RunFolder whole() {
    return new RunFolder(scratch.resolve("whole"));
  }

  private static Map<String, String> config() {
    Map<String, String> config = new TreeMap<>(PLAN.config());
    config.put("images_sha256", Sha256.of(data.images()));
    config.put("model_sha256", "0123");
    return config;
  }

  private RunFolder part(int number, int of, Map<String, String> config, Progress progress) {
    RunFolder folder = new RunFolder(parts.resolve("part" + number));
    Map<String, String> ofPart = new TreeMap<>(config);
    ofPart.put(Merge.SHARD, number + "/" + of);
    study.run(folder.root(), data, new Shard(number, of), PLAN, ofPart, progress);
    return folder;
  }

  private List<RunFolder> parts(int of) {
    List<RunFolder> all = new ArrayList<>();
    for (int number = 1; number <= of; number++) {
      all.add(part(number, of, config(), Progress.SILENT));
    }
    return all;
  }

  private RunFolder merged(List<RunFolder> all) {
    RunFolder out = RunFolder.prepare(parts.resolve("merged"), vitexplain.run.Existing.KEEP);
    assertThat(Merge.of(all).write(out, "merge", Heatmaps.REPORT, Progress.SILENT))
        .isEqualTo(counts);
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyFileIsTheOneOfASingleProcess(int of) throws IOException {
    List<RunFolder> all = parts(of);
    Collections.reverse(all);
    assertIsTheWhole(merged(all));
  }

  @Test
  void aPartThatWasStoppedAndResumedIsMergedLikeAnyOther() throws IOException {
    assertThatThrownBy(() -> part(2, 2, config(), new StopAfter(2)))
        .isInstanceOf(StopAfter.Stopped.class);
    List<RunFolder> unfinished =
        List.of(part(1, 2, config(), Progress.SILENT), new RunFolder(parts.resolve("part2")));
    assertThatThrownBy(() -> Merge.of(unfinished))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("part 2/2, was cut off after 2 of 4 images. Go on with it by");
    assertIsTheWhole(merged(parts(2)));
  }

  @Test
  void aMergedEvaluationCanBeResumedAndHasNothingLeftToDo() throws IOException {
    RunFolder out = merged(parts(2));
    assertThat(study.run(out.root(), data, Shard.WHOLE, PLAN, config(), Progress.SILENT))
        .isEqualTo(counts);
    assertIsTheWhole(out);
  }

  private static void assertIsTheWhole(RunFolder found) throws IOException {
    assertThat(found.verify()).as("hashed").isTrue();
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(whole().root())) {
      files
          .filter(file -> file.toString().endsWith(".csv") || file.toString().endsWith(".gz"))
          .forEach(
              file -> {
                names.add(file.getFileName().toString());
                assertThat(found.root().resolve(file.getFileName())).hasSameBinaryContentAs(file);
              });
    }
    assertThat(names).contains("samples.csv.gz", "progress.csv", "summary.csv", "methods.csv");
    Section expected = section(whole());
    Section merged = section(found);
    assertThat(merged.config()).isEqualTo(expected.config());
    assertThat(merged.configSha256()).isEqualTo(expected.configSha256());
    assertThat(merged.files()).isEqualTo(expected.files()).isEqualTo(marks(found));
    assertThat(merged.counts()).isEqualTo(expected.counts());
    assertThat(merged.end()).isNotEmpty();
  }

  private static Map<String, ?> marks(RunFolder folder) {
    return RunPart.EVALUATION.marks(folder);
  }

  private static Section section(RunFolder folder) {
    return Manifest.of(folder).section(Evaluation.COMMAND).orElseThrow();
  }

  @Test
  void partsOfAnotherModelPlanOrListAreRefusedNamingWhatDiffers() {
    RunFolder first = part(1, 2, config(), Progress.SILENT);
    Map<String, String> other = config();
    other.put("model_sha256", "4567");
    other.put("seed", "9");
    other.put("images_sha256", "89");
    RunFolder second = part(2, 2, other, Progress.SILENT);
    assertThatThrownBy(() -> Merge.of(List.of(first, second)))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "'%s' and '%s' are parts of different evaluations; from the first to the second: the images (which ones, or their content) changed, the model's weights changed, seed was 1, now 9. Evaluate one of them again with the settings and files of the other.",
            first.root(), second.root());
  }

  @Test
  void missingDoubleAndForeignPartsAreRefused() {
    RunFolder first = part(1, 3, config(), Progress.SILENT);
    RunFolder second = part(2, 3, config(), Progress.SILENT);
    assertThatThrownBy(() -> Merge.of(List.of(first, second)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2 of 3 parts are given; missing: 3/3.");
    assertThatThrownBy(() -> Merge.of(List.of(first, second, new RunFolder(first.root()))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("are both part 1/3");
    assertThatThrownBy(() -> Merge.of(List.of(first, whole())))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is no part of an evaluation: it was evaluated without --shard.");
    assertThatThrownBy(() -> Merge.of(List.of(new RunFolder(parts))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("holds no evaluation");
  }

  @Test
  void partsOfAnotherDivisionAreRefused() {
    RunFolder first = part(1, 3, config(), Progress.SILENT);
    RunFolder second = part(2, 2, config(), Progress.SILENT);
    assertThatThrownBy(() -> Merge.of(List.of(first, second)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is part 1/3 and")
        .hasMessageContaining("is part 2/2. All parts must be of the same number of parts.");
  }

  @Test
  void anAlteredPartIsRefusedAndNothingIsWritten() throws IOException {
    List<RunFolder> all = parts(2);
    Path samples = all.get(1).root().resolve("samples.csv.gz");
    byte[] bytes = Files.readAllBytes(samples);
    bytes[bytes.length / 2]++;
    Files.write(samples, bytes);
    assertThatThrownBy(() -> Merge.of(all))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("are not those that the run wrote");
  }
}
