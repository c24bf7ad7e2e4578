package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.explain.map.Explainer;
import vitexplain.image.mask.Mask;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.kind.SumMetric;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Counts;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SanityRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;

/** What one evaluation of three scenes leaves in its run folder. */
class EvaluationTest {
  private static final int IMAGES = 3;

  /** The text of a double is exact; the two sides subtract in different orders at most. */
  private static final double ROUNDING = 1e-12;

  @TempDir static Path scratch;

  private static final StudyPlan PLAN = SmallStudy.plan();
  private static Dataset data;
  private static RunFolder folder;
  private static Counts counts;
  private static Map<String, String> declared;
  private static List<SampleRow> samples;
  private static List<ConfusionRow> confusion;

  @BeforeAll
  static void evaluate() throws IOException {
    data = Scenes.dataset(Scenes.copy(scratch.resolve("scenes"), IMAGES));
    folder = new RunFolder(scratch.resolve("run"));
    try (SmallStudy study = SmallStudy.open()) {
      counts = study.run(folder.root(), data, PLAN, new ReadingTheManifest());
    }
    samples = folder.samples().read();
    confusion = folder.table(ConfusionRow.SCHEMA).read();
  }

  @Test
  void everyMethodHasEveryMetricOnEveryImage() {
    for (String image : data.images()) {
      for (Explainer method : PLAN.methods()) {
        assertThat(metricsOf(image, method.id()))
            .as("%s, %s", image, method.id())
            .containsAll(
                PLAN.metrics().stream()
                    .filter(metric -> !(metric instanceof SanityMetric))
                    .filter(metric -> !(metric instanceof MosaicMetric))
                    .filter(
                        metric ->
                            !(metric instanceof SumMetric) || method.completeness().isPresent())
                    .map(Metric::name)
                    .toList())
            .contains("morf", "lerf");
      }
    }
    assertThat(counts).isEqualTo(new Counts(IMAGES, IMAGES, 0, counts.degenerate()));
  }

  @Test
  void sanityIsCheckedOnAsManyImagesAsPlannedAndForEveryMethod() {
    List<String> checked = data.subset(SmallStudy.SANITY_IMAGES).images();
    for (SanityMetric metric : PLAN.family(SanityMetric.class)) {
      assertThat(samples)
          .filteredOn(row -> row.metric().equals(metric.name()))
          .extracting(SampleRow::image)
          .hasSameElementsAs(checked);
      assertThat(folder.table(SanityRow.SCHEMA).read())
          .filteredOn(row -> row.check().equals(metric.name()))
          .extracting(SanityRow::method)
          .containsExactlyElementsOf(PLAN.methods().stream().map(Explainer::id).toList());
    }
  }

  @Test
  void primaryNumberIsInTheManifestBeforeAnythingIsMeasured() {
    assertThat(declared).containsEntry("primary", "srg, drop");
  }

  @Test
  void everyFileOfAnEvaluationIsKnownAsOne() throws IOException {
    Path copy = Files.createDirectories(scratch.resolve("copy"));
    try (Stream<Path> files = Files.list(folder.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    RunFolder again = new RunFolder(copy);
    RunPart.EVALUATION.removeFrom(again);
    try (Stream<Path> left = Files.list(copy)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.startsWith("."))
          .containsExactly("manifest.json");
    }
  }

  /** Reads the manifest when the first image is still to come. */
  private static final class ReadingTheManifest implements Progress {
    @Override
    public void begin(int total, int alreadyDone) {
      declared = Manifest.of(folder).section(Evaluation.COMMAND).orElseThrow().config();
    }

    @Override
    public void step(String finished) {}
  }

  @Test
  void degenerateMapsAreKeptMarkedAndCounted() {
    assertThat(samples)
        .filteredOn(row -> row.method().equals("constant"))
        .isNotEmpty()
        .allMatch(SampleRow::degenerate);
    assertThat(samples)
        .filteredOn(row -> row.method().equals("legrad"))
        .noneMatch(SampleRow::degenerate);
    assertThat(counts.degenerate()).isBetween(IMAGES, IMAGES * PLAN.methods().size() / 2);
  }

  @Test
  void everyFillHasItsOwnCurves() {
    for (CurveMetric metric : PLAN.family(CurveMetric.class)) {
      for (Fill fill : Fill.values()) {
        int perImage = metric.protocol().measures(fill.id()) ? PLAN.methods().size() : 0;
        assertThat(samples)
            .filteredOn(row -> row.metric().equals(metric.name()) && row.fill().equals(fill.id()))
            .filteredOn(row -> row.target().equals("predicted"))
            .hasSize(IMAGES * perImage);
      }
    }
  }

  @Test
  void srgIsInsertionMinusDeletion() {
    List<SampleRow> srg = samples.stream().filter(row -> row.metric().equals("srg")).toList();
    assertThat(srg).isNotEmpty();
    for (SampleRow row : srg) {
      double difference = twin(row, "insertion_auc") - twin(row, "deletion_auc");
      assertThat(row.value()).isCloseTo(difference, within(ROUNDING));
    }
  }

  @Test
  void curvesOfAllMethodsBeginAtTheWholeImageAndEndAtTheBareFill() {
    for (String level : new String[] {"0.00", "1.00"}) {
      Set<String> distinct =
          samples.stream()
              .filter(row -> row.metric().matches("morf|lerf") && row.level().equals(level))
              .map(row -> row.image() + row.fill() + row.value())
              .collect(Collectors.toSet());
      assertThat(distinct).hasSize(IMAGES * Fill.values().length);
    }
  }

  @Test
  void countsOfEveryThresholdAddUpToTheMasksPixels() {
    assertThat(confusion).isNotEmpty();
    for (ConfusionRow row : confusion) {
      Mask mask = mask(row.image());
      int foreground = (int) Math.round(mask.foregroundShare() * mask.foreground().length);
      assertThat(row.tp() + row.fn()).isEqualTo(foreground);
      assertThat(row.tp() + row.fp() + row.fn() + row.tn()).isEqualTo(mask.foreground().length);
    }
  }

  @Test
  void trivialPredictionsStandBesideTheMethods() {
    int metrics = PLAN.family(SegmentationMetric.class).size();
    for (String control : new String[] {"all-background", "all-foreground"}) {
      assertThat(samples)
          .filteredOn(row -> row.method().equals(control) && row.level().equals("0.50"))
          .hasSize(IMAGES * metrics);
    }
    for (SampleRow row : samples) {
      if (row.method().equals("all-background") && row.metric().equals("pixel_acc")) {
        double background = 1 - mask(row.image()).foregroundShare();
        assertThat(row.value()).isCloseTo(background, within(ROUNDING));
      }
    }
  }

  @Test
  void overlaysImagesAndMasksAreDrawn() throws IOException {
    for (String image : data.images()) {
      assertThat(folder.heatmap(RunFolder.IMAGES, image)).exists();
      assertThat(folder.heatmap(RunFolder.MASKS, image)).exists();
      for (Explainer method : PLAN.methods()) {
        assertThat(Files.size(folder.heatmap(method.id(), image))).isPositive();
      }
    }
  }

  private static Set<String> metricsOf(String image, String method) {
    return samples.stream()
        .filter(row -> row.image().equals(image) && row.method().equals(method))
        .map(SampleRow::metric)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static double twin(SampleRow row, String metric) {
    return samples.stream()
        .filter(other -> other.metric().equals(metric))
        .filter(other -> other.image().equals(row.image()))
        .filter(other -> other.method().equals(row.method()))
        .filter(other -> other.fill().equals(row.fill()))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static Mask mask(String image) {
    return data.mask(image, data.image(image, 3), OptionalInt.empty()).orElseThrow();
  }
}
