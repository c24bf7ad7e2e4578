package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.protocol.Protocol;
import vitexplain.protocol.Protocols;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ReproductionImageRow;
import vitexplain.run.row.ReproductionRow;
import vitexplain.study.Scenes;

/** Published protocols with the embedded model on some of its scenes. */
class ReproduceCommandTest {
  private static final int SCENES = 4;

  @TempDir Path folder;

  private Path out;

  @BeforeEach
  void copyScenes() throws IOException {
    Scenes.copy(folder, SCENES);
    out = folder.resolve("out");
  }

  private Cli reproduce(String protocol, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "reproduce",
                protocol,
                "--images",
                folder.resolve("images"),
                "--masks",
                folder.resolve("masks"),
                "--model",
                "demo",
                "--image-size",
                "96",
                "--quiet"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }

  @Test
  void withoutANameItListsWhatThereIsAndWhatEachNeeds() {
    Cli list = Cli.run("reproduce");
    assertThat(list.code()).isZero();
    for (Protocol protocol : Protocols.all()) {
      assertThat(list.out())
          .contains(protocol.name() + ": " + protocol.summary())
          .contains(protocol.data().how())
          .contains("--model " + protocol.model().id())
          .contains(String.join(" ", protocol.methods()));
    }
  }

  @Test
  void withoutDataItSaysWhatIsNeededAndHowItIsGot() {
    for (Protocol protocol : Protocols.all()) {
      Cli run = Cli.run("reproduce", protocol.name(), "--model", "demo");
      assertThat(run.code()).isEqualTo(Failures.ENVIRONMENT);
      assertThat(run.err())
          .contains("the data are not there, which " + protocol.name() + " needs")
          .contains(protocol.data().how(), protocol.model().id());
    }
  }

  /** A folder that is not there is no data either. */
  @Test
  void dataThatAreNotWhereTheyAreSaidToBeAreMissing() {
    Path nowhere = folder.resolve("gtsegs.mat");
    Cli run =
        Cli.run(
            "reproduce",
            "chefer-segmentation",
            "--data",
            "imagenet-segmentation:" + nowhere,
            "--model",
            "demo");
    assertThat(run.code()).isEqualTo(Failures.ENVIRONMENT);
    assertThat(run.err())
        .contains("'" + nowhere + "' is not there, which chefer-segmentation needs")
        .contains("gtsegs_ijcv.mat");
  }

  /** The protocol neither explains nor counts them. */
  @Test
  void labelsThatAreNoClassesAreNoObstacleWhereTheyAreNotRead() throws IOException {
    Path val = folder.resolve("val");
    Files.createDirectories(val.resolve("n01"));
    Files.copy(folder.resolve("images/scene_000.png"), val.resolve("n01/a.png"));
    Cli run =
        Cli.run(
            "reproduce",
            "chefer-perturbation",
            "--data",
            "imagefolder:" + folder + "#val",
            "--model",
            "demo",
            "--image-size",
            "96",
            "--methods",
            "raw-attention",
            "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("the model has no one class for 1 label: 'n01'");
    assertThat(run.out().lines().filter(line -> line.startsWith("raw-attention"))).hasSize(2);
  }

  @Test
  void dataWithoutMasksAreNoneForASegmentation() {
    Cli run =
        Cli.run(
            "reproduce",
            "chefer-segmentation",
            "--images",
            folder.resolve("images"),
            "--model",
            "demo");
    assertThat(run.code()).isEqualTo(Failures.ENVIRONMENT);
    assertThat(run.err()).contains("masks are not there");
  }

  @Test
  void anUnknownProtocolIsRefusedWithTheNearest() {
    Cli run = reproduce("chefer-segmentatoin");
    assertThat(run.code()).isEqualTo(Failures.REQUEST);
    assertThat(run.err()).contains("Did you mean 'chefer-segmentation'?");
  }

  @Test
  void numbersStandBesideThePublishedOnesWithWhatHasToBeKnown() {
    Cli run =
        reproduce("chefer-segmentation", "--methods", "raw-attention,rollout,legrad", "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    List<ReproductionRow> rows = new RunFolder(out).table(ReproductionRow.SCHEMA).read();
    assertThat(rows)
        .extracting(ReproductionRow::method)
        .startsWith("raw-attention")
        .contains("rollout:start-layer=1", "legrad")
        .hasSize(12);
    ReproductionRow first = rows.get(0);
    assertThat(first.published()).isEqualTo(67.84);
    assertThat(first.difference()).isEqualTo(first.measured() - 67.84);
    assertThat(first.images()).isEqualTo(SCENES);
    assertThat(first.remark()).contains("this is another model", "of the 4276 pictures");
    assertThat(run.out())
        .contains("chefer-segmentation: published numbers and ours, in per cent")
        .containsPattern("raw-attention +pixel accuracy +67\\.84 +\\d+\\.\\d\\d")
        .containsPattern("legrad +mIoU +– +\\d+\\.\\d\\d +–")
        .contains("1: published in Chefer et al. 2021")
        .contains("Page: " + out.resolve("index.html"));
  }

  @Test
  void theFolderHoldsTheTableTheSectionAndTheNumbersOfEveryPicture() throws IOException {
    assertThat(reproduce("chefer-segmentation", "--methods", "rollout", "--out", out).code())
        .isZero();
    assertThat(Files.readString(out.resolve("reproduce.tex")))
        .contains("\\toprule", "rollout:start-layer=1 & pixel accuracy & 73.54");
    assertThat(new RunFolder(out).table(ReproductionImageRow.SCHEMA).read()).hasSize(3 * SCENES);
    assertThat(out.resolve("figures/published-chefer-segmentation-predicted-miou.png")).exists();
    assertThat(Files.readString(out.resolve("index.html")))
        .contains("Does it give the numbers of the paper?")
        .contains(
            "Published protocol: chefer-segmentation &middot; model demo &middot; 4 of 4 pictures")
        .contains("of 4 numbers 3 have a published one")
        .contains("this is another model, so the difference means nothing");
    assertThat(Manifest.of(new RunFolder(out)).section("reproduce").orElseThrow().config())
        .containsEntry("protocol", "chefer-segmentation")
        .containsEntry("methods", "rollout:start-layer=1")
        .containsEntry("dtype", "float64")
        .containsEntry("input_size", "96x96");
    String page = Files.readString(out.resolve("index.html"));
    assertThat(Cli.run("report", "--out", out).code()).isZero();
    assertThat(Files.readString(out.resolve("index.html"))).isEqualTo(page);
    assertThat(Cli.run("figure", "--out", out).out()).contains("published-chefer-segmentation");
  }

  @Test
  void aLimitIsSaidBesideEveryNumber() {
    Cli run =
        reproduce("chefer-segmentation", "--methods", "rollout", "--limit", "2", "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(new RunFolder(out).table(ReproductionRow.SCHEMA).read())
        .allSatisfy(
            row -> {
              assertThat(row.images()).isEqualTo(2);
              assertThat(row.available()).isEqualTo(SCENES);
              assertThat(row.remark()).contains("measured on 2 of 4 pictures (--limit 2)");
            });
    assertThat(run.out().lines().filter(line -> line.startsWith("rollout")))
        .hasSize(4)
        .allMatch(line -> line.contains("2 of 4"));
  }

  @Test
  void perturbationHasATableForEachTargetWhereThereAreLabels() {
    Cli run =
        reproduce(
            "chefer-perturbation",
            "--methods",
            "raw-attention",
            "--labels",
            Path.of("data", "scenes", "labels.csv"),
            "--dtype",
            "float32",
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(new RunFolder(out).table(ReproductionRow.SCHEMA).read())
        .extracting(row -> row.target() + " " + row.metric() + " " + row.published())
        .containsExactly(
            "predicted positive 24.51",
            "predicted negative 45.65",
            "label positive NaN",
            "label negative NaN",
            "predicted-against-label positive 24.51",
            "predicted-against-label negative 45.65");
    assertThat(run.out())
        .contains("values tie at the border of a step")
        .contains("note: of pixels with one value the lower index goes first");
  }

  @Test
  void aBrokenPictureIsListedAndTheRestIsDone() throws IOException {
    Files.writeString(folder.resolve("images/scene_001.png"), "no picture");
    Cli run = reproduce("chefer-segmentation", "--methods", "rollout", "--out", out);
    assertThat(run.code()).isEqualTo(Failures.SOME_INPUTS);
    assertThat(run.err()).contains("scene_001.png");
    assertThat(new RunFolder(out).table(ReproductionRow.SCHEMA).read())
        .allMatch(row -> row.images() == SCENES - 1)
        .allMatch(row -> row.remark().contains("measured on 3 of 4 pictures"));
  }

  @Test
  void labelsAreNeededWhereTheProtocolExplainsThem() {
    Cli run = reproduce("legrad-segmentation", "--methods", "legrad");
    assertThat(run.code()).isEqualTo(Failures.ENVIRONMENT);
    assertThat(run.err()).contains("labels are not there, which legrad-segmentation needs");
  }

  @Test
  void anotherSizeThanTheModelsIsSaid() {
    Cli run =
        Cli.run(
            "reproduce",
            "chefer-segmentation",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--model",
            "demo",
            "--methods",
            "rollout",
            "--limit",
            "1",
            "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "the model reads 96 x 96 pixels and chefer-segmentation shows it 224 x 224: its"
                + " positions are resampled. --image-size 96x96 keeps them.");
  }

  @Test
  void aFolderThatHoldsSomethingIsReplacedOnlyWhereThatIsAskedFor() throws IOException {
    String[] rollout = {"--methods", "rollout", "--limit", "1", "--out", out.toString()};
    assertThat(reproduce("chefer-segmentation", (Object[]) rollout).code()).isZero();
    Cli again = reproduce("chefer-segmentation", (Object[]) rollout);
    assertThat(again.code()).isEqualTo(Failures.REQUEST);
    assertThat(again.err()).contains("is not empty. Give --overwrite");
    Cli replaced =
        reproduce(
            "chefer-segmentation",
            "--methods",
            "raw-attention",
            "--limit",
            "1",
            "--out",
            out,
            "--overwrite");
    assertThat(replaced.code()).as(replaced.err()).isZero();
    assertThat(new RunFolder(out).table(ReproductionRow.SCHEMA).read())
        .allMatch(row -> row.method().equals("raw-attention"));
    Files.writeString(out.resolve("mine.txt"), "mine");
    Cli foreign =
        reproduce("chefer-segmentation", "--methods", "rollout", "--out", out, "--overwrite");
    assertThat(foreign.code()).isEqualTo(Failures.REQUEST);
    assertThat(foreign.err()).contains("mine.txt");
  }

  /** What is done stands in the folder after each picture. */
  @Test
  void aRunThatIsKilledLeavesWhatIsDone() throws IOException, InterruptedException {
    Program run =
        Program.start(
            folder.resolve("log"),
            Optional.empty(),
            "reproduce",
            "chefer-perturbation",
            "--images",
            folder.resolve("images"),
            "--model",
            "demo",
            "--methods",
            "raw-attention,chefer",
            "--out",
            out);
    assertThat(run.makes(out.resolve("reproduce.csv"))).as(run.printed()).isTrue();
    run.process().destroyForcibly().waitFor();
    assertThat(new RunFolder(out).table(ReproductionRow.SCHEMA).read())
        .hasSize(4)
        .allMatch(row -> row.images() >= 1 && row.available() == SCENES);
    assertThat(Cli.run("report", "--out", out).code()).isZero();
  }
}
