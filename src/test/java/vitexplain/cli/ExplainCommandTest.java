package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.study.Scenes;

/** The embedded model on two of its scenes. */
class ExplainCommandTest {
  private static final String SCORES =
      "PixelAcc: [01]\\.\\d\\d \\| IoU: [01]\\.\\d\\d \\| AP: [01]\\.\\d\\d";

  @TempDir Path folder;

  private Path out;

  @BeforeEach
  void copyScenes() throws IOException {
    Scenes.copy(folder, 2);
    out = folder.resolve("results");
  }

  @Test
  void oneHeatmapPerImageOfTheImagesSizeAndALineForEachAndTheMean() throws IOException {
    Cli run = explain("legrad");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(files())
        .containsExactly("legrad/scene_000_legrad.png", "legrad/scene_001_legrad.png");
    Pixels heatmap = ImageFiles.read(out.resolve("legrad/scene_000_legrad.png"), 3);
    assertThat(heatmap.width()).isEqualTo(96);
    assertThat(heatmap.height()).isEqualTo(96);
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("legrad scene_000\\.png: " + SCORES);
    assertThat(lines.get(1)).matches("legrad scene_001\\.png: " + SCORES);
    assertThat(lines.get(2)).matches("legrad mean of 2: " + SCORES);
    assertThat(lines.get(3)).isEqualTo("2 heatmap(s) in " + out);
  }

  @Test
  void gmarIsBothNormsInFoldersOfTheirOwn() throws IOException {
    assertThat(explain("gmar").code()).isZero();
    assertThat(files())
        .containsExactly(
            "contact/scene_000.png",
            "contact/scene_001.png",
            "gmar_l1/scene_000_gmar.png",
            "gmar_l1/scene_001_gmar.png",
            "gmar_l2/scene_000_gmar.png",
            "gmar_l2/scene_001_gmar.png");
  }

  @Test
  void optionsOfAMethodTravelIntoItsFolder() throws IOException {
    assertThat(explain("rollout:fuse=max,discard=0.9,legrad:pool=readout").code()).isZero();
    assertThat(files())
        .contains(
            "rollout_fuse_max_discard_0_9/scene_000_rollout_fuse_max_discard_0_9.png",
            "legrad_pool_readout/scene_001_legrad_pool_readout.png");
  }

  @Test
  void rawMapsAreWrittenWhenAskedFor() throws IOException {
    assertThat(explain("rollout", "--save-raw").code()).isZero();
    assertThat(files()).contains("rollout/raw/scene_000.npy", "rollout/raw/scene_001.npy");
  }

  @Test
  void scoresOnTheGridDifferFromThoseAtTheMasksResolution() {
    Cli full = explain("legrad");
    Cli grid = explain("legrad", "--student-metrics");
    assertThat(grid.out()).contains("legrad mean of 2: ").isNotEqualTo(full.out());
  }

  @Test
  void imageWithoutMaskIsExplainedAndNotScored() throws IOException {
    Files.delete(folder.resolve("masks/scene_001.png"));
    Cli run = explain("rollout");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("rollout mean of 1: ").doesNotContain("rollout scene_001.png");
    assertThat(files()).contains("rollout/scene_001_rollout.png");
  }

  @Test
  void emptyMaskIsNoPartOfTheMeansAndSaid() throws IOException {
    BufferedImage black = new BufferedImage(96, 96, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(black, "png", folder.resolve("masks/scene_001.png").toFile());
    Cli run = explain("legrad");
    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(1)).startsWith("legrad scene_001.png: ").endsWith("| AP: undefined");
    String ap = lines.get(0).substring(lines.get(0).indexOf("AP: "));
    assertThat(lines.get(2)).startsWith("legrad mean of 2: ").endsWith(ap + " (n = 1)");
    assertThat(lines.get(3))
        .startsWith("1 mask(s) without foreground (scene_001.png): AP is undefined there");
    assertThat(explain("legrad", "--student-metrics").out())
        .contains("| AP: 0.00")
        .contains("AP counts as 0 in the means, as in soham5498/Explanable_Ai");
  }

  @Test
  void fullMaskIsSaid() throws IOException {
    BufferedImage white = new BufferedImage(96, 96, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 96 * 96; i++) {
      white.getRaster().setSample(i % 96, i / 96, 0, 255);
    }
    ImageIO.write(white, "png", folder.resolve("masks/scene_001.png").toFile());
    assertThat(explain("legrad").out())
        .contains("1 mask(s) without background (scene_001.png): AP is 1 for every map.")
        .contains("legrad scene_001.png: ", "| AP: 1.00");
  }

  @Test
  void imagesThatWouldShareAHeatmapAreRefusedByBothNames() throws IOException {
    Path images = folder.resolve("images");
    for (String other : new String[] {"scene_000.jpg", "SCENE_000.png"}) {
      Path twin = Files.copy(images.resolve("scene_000.png"), images.resolve(other));
      for (Cli run :
          new Cli[] {
            explain("rollout"),
            Cli.run("evaluate", "--images", images, "--out", folder.resolve("run"), "--quiet")
          }) {
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err())
            .contains("'scene_000.png'", "'" + other + "'", "would share the heatmap");
      }
      Files.delete(twin);
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void aNameTooLongForAHeatmapIsListedAndTheRestGoesOn() throws IOException {
    Path images = folder.resolve("images");
    String name = "l".repeat(240) + ".png";
    Files.copy(images.resolve("scene_000.png"), images.resolve(name));
    Cli run = explain("raw-attention");
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("failed: file 'llll", "Shorten the name of the image");
    assertThat(run.out()).contains("2 heatmap(s) in ");
  }

  @Test
  void aMethodGivenTwiceIsRefusedUnderAnyOfItsNames() {
    for (String methods : new String[] {"legrad,legrad", "legrad,legrad:pool=mean"}) {
      Cli run = explain(methods);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("method 'legrad' is given twice");
    }
  }

  @Test
  void oneClassIsExplainedAgainstAnother() throws IOException {
    Cli run = explain("legrad,rollout", "--contrast", "lime-vertical", "--save-raw");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(files())
        .contains(
            "legrad/scene_000_legrad_vs_lime_vertical.png",
            "legrad/raw/scene_001_vs_lime_vertical.npy");
    assertThat(run.out().lines())
        .contains("scene_000.png: 'red-horizontal' rather than 'lime-vertical'");
    assertThat(run.err())
        .containsOnlyOnce("rollout: the maps are the same for every class")
        .doesNotContain("legrad");
    assertThat(explain("legrad", "--save-raw").code()).isZero();
    assertThat(Files.readAllBytes(out.resolve("legrad/raw/scene_000_vs_lime_vertical.npy")))
        .isNotEqualTo(Files.readAllBytes(out.resolve("legrad/raw/scene_000.npy")));
  }

  @Test
  void aClassOfChoiceIsExplained() throws IOException {
    Cli run = explain("legrad", "--class", "5", "--contrast", "index:0");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains("scene_001.png: 'cyan-vertical' rather than 'red-horizontal'");
    assertThat(files()).contains("legrad/scene_001_legrad_cyan_vertical_vs_red_horizontal.png");
  }

  @Test
  void aClassIsNotToldFromItself() {
    Cli given = explain("legrad", "--class", "5", "--contrast", "cyan-vertical");
    assertThat(given.code()).isEqualTo(2);
    assertThat(given.err()).contains("--class and --contrast are both class 5");
    Cli predicted = explain("legrad", "--contrast", "red-horizontal");
    assertThat(predicted.code()).isEqualTo(1);
    assertThat(predicted.err())
        .contains("image 'scene_000.png': the class to explain is the contrast itself, class 0")
        .doesNotContain("scene_001");
    assertThat(predicted.out()).contains("1 heatmap(s) in ");
  }

  @Test
  void aContrastThatIsNoClassIsRefusedWithTheNearest() {
    Cli run = explain("legrad", "--contrast", "red-vertica");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--contrast is 'red-vertica', which is no class of the model")
        .contains("Did you mean 'red-vertical'");
  }

  @Test
  void theLabelOrThePredictionCanBeNamed() throws IOException {
    Path labels = folder.resolve("labels.csv");
    Files.writeString(labels, "image,label\nscene_000.png,cyan-vertical\n");
    Cli label = explain("legrad", "--class", "label", "--labels", labels.toString());
    assertThat(label.code()).isEqualTo(1);
    assertThat(label.out().lines()).contains("scene_000.png: 'cyan-vertical'");
    assertThat(label.err())
        .contains("image 'scene_001.png' has no label, which --class label explains");
    assertThat(files()).containsExactly("legrad/scene_000_legrad_label.png");
    assertThat(explain("legrad", "--class", "5").code()).isZero();
    assertThat(Files.readAllBytes(out.resolve("legrad/scene_000_legrad_label.png")))
        .isEqualTo(Files.readAllBytes(out.resolve("legrad/scene_000_legrad_cyan_vertical.png")));

    Cli none = explain("legrad", "--class", "label");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--class label needs --labels too");
    Cli predicted = explain("rollout", "--class", "predicted");
    assertThat(predicted.code()).isZero();
    assertThat(predicted.err()).doesNotContain("the same for every class");
    assertThat(files()).contains("rollout/scene_000_rollout.png");
  }

  @Test
  void aSinglePhotographIsExplainedWithItsMask() throws IOException {
    Path photo = folder.resolve("images/scene_001.png");
    Cli run =
        Cli.run(
            "explain",
            "--methods",
            "legrad,gmar",
            "--images",
            photo,
            "--masks",
            folder.resolve("masks"),
            "--out",
            out,
            "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("legrad scene_001.png: ", "3 heatmap(s) in ", "Contact sheets in ");
    assertThat(files())
        .containsExactly(
            "contact/scene_001.png",
            "gmar_l1/scene_001_gmar.png",
            "gmar_l2/scene_001_gmar.png",
            "legrad/scene_001_legrad.png");
    Cli text = Cli.run("explain", "--method", "legrad", "--images", "README.md", "--out", out);
    assertThat(text.code()).isEqualTo(2);
    assertThat(text.err()).contains("'README.md': is a file and no JPEG or PNG");
  }

  private Cli explain(String method, String... more) {
    Stream<Object> fixed =
        Stream.of(
            "explain",
            "--method",
            method,
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--out",
            out,
            "--quiet");
    return Cli.run(Stream.concat(fixed, Stream.of(more)).toArray());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(out)) {
      return all.filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
