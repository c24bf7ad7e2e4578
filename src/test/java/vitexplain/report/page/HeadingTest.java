package vitexplain.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.Described;
import vitexplain.report.SyntheticRun;
import vitexplain.report.results.DegenerateMaps;
import vitexplain.report.results.ModelFit;
import vitexplain.report.results.ModelNames;
import vitexplain.report.results.Results;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

/** The page's first lines tell the study from the times, and name no path. */
class HeadingTest {
  @TempDir Path scratch;

  private List<String> lines(Section... study) {
    RunFolder folder = new RunFolder(scratch);
    SyntheticRun.benchmarks(folder);
    for (Section section : study) {
      Manifest.record(folder, "evaluate", section);
    }
    return Heading.lines(Results.of(folder));
  }

  private static Section study(String model, Counts counts, Map<String, String> notes) {
    return SyntheticRun.section(
        "./run-bench.sh evaluate --images '/home/me/my photos' --out x", model, counts, notes);
  }

  @Test
  void studyAndTimesHaveALineEach() {
    new RunFolder(scratch)
        .table(FailureRow.SCHEMA)
        .write(
            List.of(
                new FailureRow("a.png", "decode", "damaged"),
                new FailureRow("b.png", "mask", "of another size")));
    List<String> lines = lines(study("/srv/models/my-vit/", new Counts(32, 30, 2, 0), Map.of()));
    assertThat(lines.get(0))
        .startsWith("Study: model my-vit · ")
        .contains(
            "images of my photos, 32 images; 1 failed; 1 without a usable mask",
            "profile quick",
            "commit 0123456789")
        .endsWith("2026-01-01");
    assertThat(lines.get(1))
        .startsWith("Times: model demo, shape:vit-tiny-16-224")
        .contains("cpu, float32", "A processor");
    assertThat(String.join("", lines)).doesNotContain("/home", "/srv");
  }

  @Test
  void aFolderThatIsCalledImagesIsNamedByTheOneItLiesIn() {
    for (String path : List.of("/data/birds/images", "/data/birds/images/", "birds/images")) {
      Section section =
          SyntheticRun.section(
              "./run-bench.sh evaluate --images " + path + " --out x",
              "demo",
              new Counts(32, 32, 0, 0),
              Map.of());
      assertThat(lines(section).get(0)).contains("images of birds, 32 images");
    }
  }

  @Test
  void whyImagesWereLeftOutIsSaid() {
    String reason = "32 of 50 images (profile quick; --limit 50 takes all)";
    assertThat(
            lines(
                study(
                    "demo",
                    new Counts(32, 32, 0, 0),
                    Map.of(Heading.AVAILABLE, "50", Heading.LEFT_OUT, reason))))
        .element(0)
        .asString()
        .contains("images of my photos, " + reason);
    assertThat(lines(study("demo", new Counts(50, 50, 0, 0), Map.of(Heading.AVAILABLE, "50"))))
        .element(0)
        .asString()
        .contains("all 50 images");
  }

  private static ImageRow image(String name, int label, int predicted, double probability) {
    return ImageRow.of(name, "ab", "", 3, 2, OptionalInt.of(label))
        .answered(predicted, "a class", probability, "");
  }

  private static Map<String, String> classes(int count) {
    return Map.of(Section.CLASSES, Integer.toString(count));
  }

  @Test
  void accuracyAndConfidenceAreOfTheseImages() {
    new RunFolder(scratch)
        .table(ImageRow.SCHEMA)
        .write(List.of(image("a", 1, 1, 0.9), image("b", 2, 2, 0.8), image("c", 0, 2, 0.4)));
    Section section = study("demo", new Counts(3, 3, 0, 0), classes(8));
    assertThat(lines(section))
        .element(0)
        .asString()
        .contains("accuracy 0.67 (2 of 3)", "mean probability of the predicted class 0.70");
  }

  @Test
  void whatIsKnownOfTheDataHasALine() {
    RunFolder folder = new RunFolder(scratch);
    folder
        .table(ImageRow.SCHEMA)
        .write(
            List.of(
                image("a", 1, 1, 0.9),
                image("b", 2, 0, 0.8),
                ImageRow.of("c", "ab", "cd", 3, 2, OptionalInt.empty()).answered(1, "x", 1, ""),
                ImageRow.of("d", "", "", 0, 0, OptionalInt.of(1))));
    Map<String, String> notes = Map.of(Section.DATA, "voc:/srv/me/VOC2012#val");
    assertThat(lines(study("mine", new Counts(4, 3, 1, 0), notes)))
        .element(1)
        .isEqualTo(
            "Data: voc VOC2012, split val, 3 evaluated · 2 without a mask · 1 without a label"
                + " · 1 predicted as another class; scores over all 3 and over the 1 predicted right");
    notes = Map.of(Section.DATA, "imagenet-segmentation:C:\\sets\\gtsegs.mat");
    assertThat(lines(study("mine", new Counts(4, 3, 1, 0), notes)))
        .element(1)
        .asString()
        .startsWith("Data: imagenet-segmentation gtsegs.mat, 3 evaluated");
    notes = Map.of(Section.DATA, "coco:sets/coco");
    assertThat(lines(study("mine", new Counts(4, 3, 1, 0), notes)))
        .element(1)
        .asString()
        .startsWith("Data: coco, 3 evaluated");
  }

  @Test
  void theObjectsShareIsTheChanceOfAMetricThatSaysSo() {
    RunFolder folder = new RunFolder(scratch);
    folder
        .table(ImageRow.SCHEMA)
        .write(
            List.of(
                ImageRow.of("c", "ab", "cd", 3, 2, OptionalInt.empty()).answered(1, "x", 1, "")));
    folder
        .table(MetricRow.SCHEMA)
        .write(
            List.of(
                new MetricRow("srg", "removal", "higher is better", "0.00", "d", "s", "", 0),
                new MetricRow(
                    "ap_fg", "mask", "higher is better", "foreground share", "d", "s", "", 0)));
    folder
        .table(SummaryRow.SCHEMA)
        .write(
            List.of(
                summary("srg", SummaryRow.MACRO, 9, 0.5),
                summary("ap_fg", SummaryRow.MACRO, 2, 0.3),
                summary("ap_fg", SummaryRow.MACRO, 3, 0.215),
                summary("ap_fg", SummaryRow.MICRO, 4, 0.4)));
    assertThat(lines(study("mine", new Counts(1, 1, 0, 0), Map.of())))
        .element(1)
        .isEqualTo(
            "Data: images of my photos, 1 evaluated · all with a mask · no labels · object 21.5 %"
                + " of the counted pixels on average (n = 3)");
  }

  private static SummaryRow summary(String metric, String average, int n, double chance) {
    return new SummaryRow(
        "legrad", metric, "predicted", average, "", "", "", 0.6, 0.5, 0.7, n, chance);
  }

  @Test
  void modelThatGuessesIsFoundByItsAccuracyOrItsConfidence() {
    RunFolder folder = new RunFolder(scratch);
    Manifest.record(folder, "evaluate", study("mine", new Counts(40, 40, 0, 0), classes(8)));
    folder
        .table(ImageRow.SCHEMA)
        .write(IntStream.range(0, 40).mapToObj(i -> image("" + i, i % 8, 3, 0.9)).toList());
    assertThat(objection(folder)).hasValueSatisfying(o -> assertThat(o).contains("5 of 40"));
    folder
        .table(ImageRow.SCHEMA)
        .write(
            IntStream.range(0, 40)
                .mapToObj(i -> image("" + i, i % 8, (i + i % 2) % 8, 0.14))
                .toList());
    assertThat(objection(folder)).as("unsure, and right more often than chance").isEmpty();
    folder
        .table(ImageRow.SCHEMA)
        .write(
            IntStream.range(0, 40)
                .mapToObj(
                    i ->
                        ImageRow.of("" + i, "ab", "", 3, 2, OptionalInt.empty())
                            .answered(1, "a class", 0.14, ""))
                .toList());
    assertThat(objection(folder))
        .hasValueSatisfying(o -> assertThat(o).contains("predicted class is 0.140", "8 classes"));
  }

  private static Optional<String> objection(RunFolder folder) {
    return ModelFit.of(Results.of(folder)).flatMap(ModelFit::objection);
  }

  @Test
  void degenerateMapsAreNamedByMethodAndCause() {
    RunFolder folder = new RunFolder(scratch);
    folder
        .samples()
        .write(
            List.of(
                sample("a", "token-gradcam", true),
                sample("b", "token-gradcam", true),
                sample("b", "chefer", true),
                sample("a", "legrad", false),
                sample("a", "constant", true)));
    folder
        .table(ImageRow.SCHEMA)
        .write(
            List.of(
                ImageRow.of("a", "ab", "", 3, 2, OptionalInt.empty())
                    .answered(1, "a class", 1, "token-gradcam zero everywhere"),
                ImageRow.of("b", "ab", "", 3, 2, OptionalInt.empty())
                    .answered(1, "a class", 1, "chefer not finite")));
    Described.methods(folder);
    assertThat(DegenerateMaps.of(Results.of(folder)).orElseThrow().text())
        .isEqualTo(
            "token-gradcam on 2 images (1 for the true class alone, 1 zero everywhere), chefer on 1 image, b (not finite)");
  }

  private static SampleRow sample(String image, String method, boolean degenerate) {
    return new SampleRow(image, method, "predicted", "srg", "drop", "patch", "", 0, 0, degenerate);
  }

  @Test
  void timesAloneHaveNoLineOfAStudy() {
    assertThat(lines()).singleElement().asString().startsWith("Times: ");
  }

  @Test
  void foldersAreNamedWithoutTheirPathAndHubNamesStay() {
    assertThat(ModelNames.plain("/a/b/my-vit")).isEqualTo("my-vit");
    assertThat(ModelNames.plain("../my-vit/")).isEqualTo("my-vit");
    assertThat(ModelNames.plain("C:\\models\\vit")).isEqualTo("vit");
    assertThat(ModelNames.plain("google/vit-base-patch16-224"))
        .isEqualTo("google/vit-base-patch16-224");
  }
}
