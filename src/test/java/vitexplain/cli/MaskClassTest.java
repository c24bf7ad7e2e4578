package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.study.Scenes;

/** Two scenes, the first with a map of the ids 0, 7 and 255 for a mask and the second with none. */
class MaskClassTest {

  @TempDir Path folder;

  @BeforeEach
  void replaceMasks() throws IOException {
    Scenes.copy(folder, 2);
    Files.delete(folder.resolve("masks/scene_000.png"));
    Files.delete(folder.resolve("masks/scene_001.png"));
    byte[] ids = new byte[96 * 96];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (byte) (i < 3000 ? 7 : i < 3500 ? 255 : 0);
    }
    Path mask = folder.resolve("masks/scene_000_mask.png");
    ImageFiles.writePng(mask, new Pixels(96, 96, 1, ids));
    Files.writeString(folder.resolve("images/scene_002.webp"), "");
  }

  @Test
  void explainScoresTheChosenObjectAndTellsWhatItLeavesOut() {
    Cli run = explain("--mask-class", "7");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("scene_000.png: PixelAcc").contains("2 heatmap(s)");
    assertThat(run.err())
        .contains("1 of 2 images have a mask")
        .contains("left out of", "1 WebP (scene_002.webp)");
  }

  @Test
  void aClassOfPascalVocStandsForItsId() {
    Cli named = explain("--mask-class", "car");
    assertThat(named.code()).as(named.err()).isZero();
    assertThat(named.out()).isEqualTo(explain("--mask-class", "7").out());
    Cli wrong = explain("--mask-class", "hors");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("'hors'; expected any", "Did you mean 'horse'?");
  }

  @Test
  void explainTakesTheObjectFromTheLabel() throws IOException {
    Path labels = Files.writeString(folder.resolve("ids.csv"), "image,label\nscene_000,index:7\n");
    Cli byLabel = explain("--mask-class", "label", "--labels", labels.toString());
    assertThat(byLabel.code()).as(byLabel.err()).isZero();
    assertThat(byLabel.err()).contains("1 of 2 images have a label");
    assertThat(byLabel.out()).isEqualTo(explain("--mask-class", "7").out());
  }

  @Test
  void mapOfIdsCostsTheScoresAndNotTheHeatmapWhereNoneIsChosen() {
    Cli run = explain();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("2 heatmap(s)").doesNotContain("PixelAcc");
    assertThat(run.err()).contains("values 0, 7, 255").contains("--mask-class");
  }

  @Test
  void choicesThatCannotBeAreRefusedBeforeAnythingIsDone() {
    for (String wrong : List.of("255", "hand", "label")) {
      Cli run = explain("--mask-class", wrong);
      assertThat(run.code()).as(wrong).isEqualTo(2);
      assertThat(run.err()).contains("--mask-class");
    }
    assertThat(explain("--mask-class", "label").err()).contains("label needs --labels too");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void evaluateCountsNoIgnoredPixel() throws IOException {
    Path out = folder.resolve("run");
    Cli run =
        Cli.run(
            "evaluate",
            "--methods",
            "rollout",
            "--metrics",
            "iou_fg",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--mask-class",
            "any",
            "--out",
            out,
            "--quiet");
    assertThat(run.code()).as("the other image has no mask: %s", run.err()).isEqualTo(1);
    assertThat(out.resolve("manifest.json"))
        .content()
        .as("what was told on the terminal")
        .contains("\"files_left_out\"", "1 WebP (scene_002.webp)");
    try (Stream<String> rows = Files.lines(out.resolve("confusion.csv"))) {
      assertThat(rows.filter(row -> row.startsWith("scene_000.png")).map(MaskClassTest::pixels))
          .isNotEmpty()
          .containsOnly(96 * 96 - 500L);
    }
  }

  private static long pixels(String row) {
    String[] cells = row.split(",", -1);
    long sum = 0;
    for (int i = cells.length - 4; i < cells.length; i++) {
      sum += Long.parseLong(cells[i]);
    }
    return sum;
  }

  private Cli explain(String... more) {
    Stream<Object> words =
        Stream.of(
            "explain",
            "--method",
            "rollout",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--out",
            folder.resolve("out"),
            "--quiet");
    return Cli.run(Stream.concat(words, Stream.of(more)).toArray());
  }
}
