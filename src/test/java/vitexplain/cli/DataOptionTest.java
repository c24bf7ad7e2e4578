package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.dataset.layout.SmallVoc;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;

/** {@code --data} and what goes with it, as a user gives them. */
class DataOptionTest {
  @TempDir Path folder;

  private SmallVoc voc;
  private Path map;

  /** Two scenes of 96 x 96: a dog above, a person below, a strip that is ignored. */
  @BeforeEach
  void lay() throws IOException {
    voc = SmallVoc.in(folder);
    for (int i = 0; i < 2; i++) {
      Pixels scene = ImageFiles.read(Path.of("data/scenes/images/scene_00" + i + ".png"), 3);
      int[] ids = new int[96 * 96];
      for (int p = 0; p < ids.length; p++) {
        ids[p] = p < 96 * 40 ? 12 : p < 96 * 50 ? 255 : p < 96 * 70 ? 15 : 0;
      }
      voc.add("2009_00000" + i, scene, ids).split("val", "2009_00000" + i);
    }
    map =
        Files.writeString(
            folder.resolve("map.csv"), "label,class\ndog,red-vertical\nperson,Lime-Vertical\n");
  }

  private String data() {
    return "voc:" + folder;
  }

  private static Cli run(String command, Object... words) {
    List<Object> all = new ArrayList<>(List.of(command, "--model", "demo"));
    all.addAll(List.of(words));
    return Cli.run(all.toArray());
  }

  private Cli evaluate(String out, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "--data",
                data(),
                "--methods",
                "rollout",
                "--metrics",
                "iou_fg",
                "--quiet",
                "--out",
                folder.resolve(out)));
    words.addAll(List.of(more));
    return run("evaluate", words.toArray());
  }

  @Test
  void anEvaluationSaysWhatItsDataAre() throws IOException {
    Cli run = evaluate("run", "--label-map", map);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("2 of 20 labels are classes of the model")
        .contains("the model has no one class for 18 labels: 'aeroplane', 'bicycle'");
    String manifest = Files.readString(folder.resolve("run/manifest.json"), StandardCharsets.UTF_8);
    assertThat(manifest)
        .contains("\"layout\" : \"voc\"", "\"mask_class\" : \"label\"", "\"label_map_sha256\"")
        .contains("\"data\" : \"voc:");
    assertThat(folder.resolve("run/images.csv"))
        .content()
        .contains("2009_000000,")
        .containsPattern("2009_000001,\\w+,\\w+,96,96,1,");
    Cli other = evaluate("run", "--label-map", map, "--mask-class", "person", "--resume");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("mask_class was label, now 15");
  }

  @Test
  void labelsOfWhichNoneIsAClassAreRefusedUnlessThereAreToBeNone() {
    Cli refused = evaluate("run");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("none of the data set's labels is a class of the model: labels are 'aeroplane'")
        .contains("classes are 'red-horizontal'", "Give --label-map FILE.csv");
    Cli without = evaluate("run", "--label-map", "none");
    assertThat(without.code()).as(without.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 3840, 4416",
    "any, 5760, 2496",
    "15, 1920, 6336",
    "Person, 1920, 6336",
    "cat, 0, 8256"
  })
  void ignoredPixelsCountNowhere(String choice, long object, long background) throws IOException {
    Cli run =
        choice.isEmpty()
            ? evaluate("run", "--label-map", "none")
            : evaluate("run", "--label-map", "none", "--mask-class", choice);
    assertThat(run.code()).as(run.err()).isZero();
    for (String row : Files.readAllLines(folder.resolve("run/confusion.csv"))) {
      if (row.contains(",all-foreground,")) {
        assertThat(row).endsWith("," + object + "," + background + ",0,0");
      }
    }
  }

  @Test
  void explainScoresAndExplainsTheLabel() {
    Cli run =
        run(
            "explain",
            "--data",
            data(),
            "--method",
            "legrad",
            "--class",
            "label",
            "--label-map",
            map,
            "--out",
            folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("2009_000000", "'red-vertical'", "IoU");
    assertThat(folder.resolve("out/legrad/2009_000000_legrad_label.png")).exists();
    Cli unmapped =
        run(
            "explain",
            "--data",
            data(),
            "--method",
            "legrad",
            "--class",
            "label",
            "--out",
            folder.resolve("out2"));
    assertThat(unmapped.code()).isEqualTo(2);
    assertThat(unmapped.err()).contains("none of the data set's labels is a class of the model");
    Cli plain =
        run("explain", "--data", data(), "--method", "legrad", "--out", folder.resolve("o"));
    assertThat(plain.code()).as("labels are not needed: %s", plain.err()).isZero();
  }

  @Test
  void predictTakesADataSetOrAFolder() throws IOException {
    Path out = folder.resolve("p.csv");
    Cli run = run("predict", "--data", data(), "--out", out, "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readAllLines(out))
        .hasSize(11)
        .anyMatch(row -> row.startsWith("2009_000001,1,"));
    assertThat(run("predict", "--out", out).code()).isEqualTo(2);
    assertThat(run("predict", "--images", folder, "--data", data(), "--out", out).code())
        .isEqualTo(2);
  }

  @Test
  void aPictureThatIsMissingIsOneFailedImage() throws IOException {
    voc.split("val", "2009_000009");
    Cli run = evaluate("run", "--label-map", "none");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("image '2009_000009.jpg': there is no such file at");
    assertThat(Files.readAllLines(folder.resolve("run/images.csv"))).hasSize(4);
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertRefused("--data is given, and so is --images", "--data", data(), "--images", folder);
    assertRefused("layout 'vok' does not exist", "--data", "vok:" + folder);
    assertRefused("has no split 'test'", "--data", data() + "#test");
    assertRefused("'hand'; expected any", "--data", data(), "--mask-class", "hand");
    assertRefused(
        "map.csv': none of its 2 labels", "--data", "folder:data/scenes", "--label-map", map);
    assertRefused("needs --images or --data", "--label-map", map);
  }

  private void assertRefused(String message, Object... words) {
    Object[] all = new Object[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--out";
    all[words.length + 1] = folder.resolve("refused");
    Cli run = run("evaluate", all);
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(folder.resolve("refused")).doesNotExist();
  }
}
