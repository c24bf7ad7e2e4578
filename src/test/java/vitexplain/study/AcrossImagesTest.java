package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.base.Sha256;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.Shard;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.BackgroundRow;
import vitexplain.run.row.DiscriminationRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.ModelUseRow;
import vitexplain.run.row.MosaicRow;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.AcrossPlan;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StudyCost;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.plan.SuitedPlan;
import vitexplain.vit.Vit;

/** What an evaluation measures across images, on the embedded model, which has eight classes. */
class AcrossImagesTest {
  private static final int MOSAICS = 3;

  /** One a class. */
  private static final int IMAGES = 8;

  private static final StudyPlan PLAN =
      new StudyPlan(
          List.of(
              Methods.named("legrad"),
              Methods.named("rollout"),
              Methods.named("random"),
              Methods.named("random:seed=1")),
          List.of(
              Metrics.named("relevance_mass"),
              Metrics.named("gridpg_2x2"),
              Metrics.named("gridpg_3x3")),
          List.of(),
          Unit.PATCH,
          StudyPlan.steps(2),
          8,
          3,
          SanityPlan.DEFAULT,
          new AcrossPlan(MOSAICS, 100));

  @TempDir static Path scratch;
  private static Vit model;
  private static Dataset data;
  private static RunFolder folder;

  @BeforeAll
  static void evaluate() throws IOException {
    Path scenes = StudySubject.DATA.resolve("scenes");
    Files.createDirectories(scratch.resolve("images"));
    Files.createDirectories(scratch.resolve("masks"));
    List<String> labels = Files.readAllLines(scenes.resolve("labels.csv"));
    List<String> chosen = new ArrayList<>(List.of(labels.get(0)));
    for (int k = 0; k < IMAGES; k++) {
      String line = labels.get(1 + k);
      String name = line.substring(0, line.indexOf(','));
      chosen.add(line);
      Files.copy(scenes.resolve("images").resolve(name), scratch.resolve("images").resolve(name));
      String mask = name.replaceFirst("\\.\\w+$", ".png");
      Files.copy(scenes.resolve("masks").resolve(mask), scratch.resolve("masks").resolve(mask));
    }
    Files.write(scratch.resolve("labels.csv"), chosen);
    data =
        Dataset.open(
            scratch.resolve("images"),
            Optional.of(scratch.resolve("masks")),
            Optional.of(scratch.resolve("labels.csv")));
    model = StudySubject.model();
    folder = run("run", Shard.WHOLE, PLAN);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static RunFolder run(String name, Shard shard, StudyPlan plan) {
    RunFolder out = RunFolder.prepare(scratch.resolve(name), vitexplain.run.Existing.KEEP);
    Map<String, String> config = new TreeMap<>(plan.config());
    config.put("images_sha256", Sha256.of(data.images()));
    config.put("masks", "yes");
    if (shard.of() > 1) {
      config.put(Merge.SHARD, shard.toString());
    }
    Section section =
        Section.starting(
            "test",
            "smoke",
            config,
            vitexplain.run.provenance.Environment.here(1, "", "", ""),
            Evaluation.now());
    new Evaluation(
            out,
            data,
            shard,
            model,
            StudySubject.preprocessor(),
            new SuitedPlan(plan, List.of()),
            Heatmaps.NONE)
        .run(section, Progress.SILENT);
    return out;
  }

  private static Section section(RunFolder out) {
    return Manifest.of(out).section(Evaluation.COMMAND).orElseThrow();
  }

  @Test
  void everyMethodIsAskedForTheClassOfEveryCell() {
    List<MosaicRow> rows = folder.table(MosaicRow.SCHEMA).read();
    assertThat(rows).hasSize(MOSAICS * 4 * PLAN.methods().size());
    assertThat(rows).allMatch(row -> row.metric().equals("gridpg_2x2"));
    List<ImageRow> images = folder.table(ImageRow.SCHEMA).read();
    for (MosaicRow row : rows) {
      ImageRow image =
          images.stream().filter(i -> i.image().equals(row.image())).findFirst().orElseThrow();
      assertThat(row.classIndex()).isEqualTo(image.predicted().orElseThrow());
      assertThat(image.label()).isEqualTo(image.predicted());
      assertThat(row.probability()).isEqualTo(image.probability());
    }
  }

  @Test
  void aMapWithoutAClassIsAtChanceAndSeedsAreOneMethod() {
    List<DiscriminationRow> rows = folder.table(DiscriminationRow.SCHEMA).read();
    assertThat(rows)
        .extracting(DiscriminationRow::method)
        .containsExactly("legrad", "rollout", "random");
    assertThat(rows).allMatch(row -> row.n() == MOSAICS && row.chance() == 0.25);
    assertThat(rows.get(0).mean()).isGreaterThan(0).isNotCloseTo(0.25, within(1e-6));
    assertThat(rows.get(1).mean()).isCloseTo(0.25, within(1e-9));
    assertThat(rows.get(2).mean()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void whatWasDrawnAndWhatCannotBeIsSaidInALine() {
    Map<String, String> notes = section(folder).notes();
    assertThat(notes.get("gridpg_2x2"))
        .startsWith("3 mosaics of ")
        .contains("images of ", " classes, each predicted with a probability above 0.");
    assertThat(notes.get("gridpg_3x3"))
        .isEqualTo("Not measured: a mosaic shows 9 classes, and the model tells 8 apart.");
    assertThat(notes.get("backgrounds"))
        .isEqualTo("8 images, each with its object before one other image's background.");
    assertThat(folder.table(MetricRow.SCHEMA).read())
        .filteredOn(row -> row.family().equals(MetricRow.MOSAIC))
        .extracting(MetricRow::metric)
        .containsExactly("gridpg_2x2", "gridpg_3x3");
  }

  @Test
  void everyImageIsShownWholeWithoutItsObjectAndWithoutItsBackground() {
    List<BackgroundRow> rows = folder.table(BackgroundRow.SCHEMA).read();
    assertThat(rows).hasSize(5 * IMAGES);
    assertThat(rows)
        .filteredOn(row -> row.shown().equals(BackgroundRow.KEPT))
        .hasSize(2 * IMAGES)
        .noneMatch(row -> row.background().equals(row.image()));
    List<ImageRow> images = folder.table(ImageRow.SCHEMA).read();
    for (BackgroundRow row : rows) {
      if (row.shown().equals(BackgroundRow.WHOLE)) {
        ImageRow image =
            images.stream().filter(i -> i.image().equals(row.image())).findFirst().orElseThrow();
        assertThat(row.top()).isEqualTo(image.label().equals(image.predicted()));
      }
    }
    assertThat(folder.table(ModelUseRow.SCHEMA).read()).hasSize(10);
  }

  @Test
  void itsPassesAreInTheTallyAndWithinTheEstimate() {
    Map<String, Double> measured = section(folder).measured();
    assertThat(StudyCost.explanationsOfMosaics(PLAN, model.config())).isEqualTo(MOSAICS * 4);
    assertThat(measured).containsEntry("explain_passes", IMAGES + MOSAICS * 4.0);
    assertThat(StudyCost.passesOfBackgrounds(PLAN, IMAGES)).isEqualTo(5 * IMAGES);
    assertThat(measured).containsEntry("forward_backgrounds_passes", 5.0 * IMAGES);
  }

  @Test
  void theFilesAreMarkedAndARepeatIsTheSame() throws IOException {
    assertThat(section(folder).files())
        .containsKeys("mosaics.csv", "discrimination.csv", "backgrounds.csv", "model_use.csv");
    RunFolder again = run("again", Shard.WHOLE, PLAN);
    for (String file : List.of("mosaics.csv", "discrimination.csv", "backgrounds.csv")) {
      assertThat(again.root().resolve(file)).hasSameTextualContentAs(folder.root().resolve(file));
    }
  }

  @Test
  void partsHaveNoneUntilTheirWholeIsResumed() {
    List<RunFolder> parts =
        List.of(run("part1", new Shard(1, 2), PLAN), run("part2", new Shard(2, 2), PLAN));
    assertThat(parts).allMatch(part -> !part.table(MosaicRow.SCHEMA).exists());
    RunFolder whole = RunFolder.prepare(scratch.resolve("whole"), vitexplain.run.Existing.KEEP);
    Merge merge = Merge.of(parts);
    assertThat(merge.left()).containsExactly("gridpg_2x2", "gridpg_3x3", "backgrounds");
    merge.write(whole, "merge", Heatmaps.NONE, Progress.SILENT);
    assertThat(whole.table(MosaicRow.SCHEMA).exists()).isFalse();
    assertThat(section(whole).notes().get("gridpg_2x2")).startsWith("Not measured in parts");
    run("whole", Shard.WHOLE, PLAN);
    assertThat(whole.table(MosaicRow.SCHEMA).read())
        .isEqualTo(folder.table(MosaicRow.SCHEMA).read());
    assertThat(section(whole).notes().get("gridpg_2x2"))
        .isEqualTo(section(folder).notes().get("gridpg_2x2"));
  }

  @Test
  void aPlanThatAsksForNothingAcrossImagesWritesNothing() {
    StudyPlan alone =
        new StudyPlan(
            List.of(Methods.named("legrad")),
            PLAN.metrics(),
            List.of(),
            Unit.PATCH,
            StudyPlan.steps(2),
            8,
            3,
            SanityPlan.DEFAULT);
    RunFolder out = run("alone", Shard.WHOLE, alone);
    assertThat(out.root().resolve("mosaics.csv")).doesNotExist();
    assertThat(out.root().resolve("backgrounds.csv")).doesNotExist();
    assertThat(section(out).notes()).doesNotContainKey("gridpg_2x2");
    assertThat(StudyPlan.of(alone.config()).across()).isEqualTo(AcrossPlan.NONE);
    assertThat(StudyPlan.of(PLAN.config()).across()).isEqualTo(PLAN.across());
  }
}
