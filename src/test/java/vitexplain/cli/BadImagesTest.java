package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.study.Scenes;

/** Files that cannot be used, among good ones: listed, the rest done, exit code 1. */
class BadImagesTest {
  private static final Path DECODE = Path.of("src/test/resources/golden/pixels/decode");

  @TempDir Path folder;

  private Path images;
  private Path masks;

  @BeforeEach
  void copyOneGoodScene() throws IOException {
    Scenes.copy(folder, 1);
    images = folder.resolve("images");
    masks = folder.resolve("masks");
  }

  @Test
  void truncatedJpegIsListedAndTheRestIsDone() throws IOException {
    Path jpeg = Files.copy(DECODE.resolve("ycc420.jpg"), images.resolve("cut.jpg"));
    Scenes.truncate(jpeg);
    assertFails("explain", "image 'cut.jpg'", "truncated", "Re-export it");
    assertFails("predict", "image 'cut.jpg'", "truncated", "Re-export it");
    assertFails("evaluate", "cut.jpg (decode)", "truncated", "Re-export it");
  }

  @Test
  void textFileCalledJpgIsListedAndTheRestIsDone() throws IOException {
    Files.writeString(images.resolve("note.jpg"), "not a picture");
    for (String command : List.of("explain", "predict", "evaluate")) {
      assertFails(command, "image 'note.jpg': 0 of 13 bytes could be decoded as JPEG or PNG");
    }
  }

  @Test
  void imageWithoutMaskIsListedByAnEvaluation() throws IOException {
    Files.copy(DECODE.resolve("rgb8.png"), images.resolve("bare.png"));
    assertFails(
        "evaluate", "bare.png (mask)", "has no mask: expected '" + masks.resolve("bare.png"));
  }

  @Test
  void maskOfAnotherSizeIsListedWithBothSizes() {
    mask(new Pixels(95, 96, 1, new byte[95 * 96]));
    for (String command : List.of("explain", "evaluate")) {
      assertAllFail(
          command, "mask 'scene_000.png' is 95 x 96, its image 'scene_000.png' is 96 x 96");
    }
  }

  @Test
  void maskThatIsNotBinaryIsListedWithItsValues() {
    byte[] grey = new byte[96 * 96];
    grey[0] = 100;
    grey[1] = (byte) 255;
    mask(new Pixels(96, 96, 1, grey));
    for (String command : List.of("explain", "evaluate")) {
      assertAllFail(command, "mask 'scene_000.png': 3 distinct grey values", "Threshold it");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb16.png",
        "grey16.png",
        "cmyk.jpg",
        "rgba8.png",
        "grey-alpha8.png",
        "rgba16.png"
      })
  void sixteenBitCmykAndAlphaImagesAreExplained(String name) throws IOException {
    Files.copy(DECODE.resolve(name), images.resolve(name));
    Cli run = run("explain");
    assertThat(run.code()).as(run.err()).isZero();
    String stem = name.substring(0, name.indexOf('.'));
    assertThat(folder.resolve("out/rollout/" + stem + "_rollout.png")).exists();
  }

  private void mask(Pixels mask) {
    ImageFiles.writePng(masks.resolve("scene_000.png"), mask);
  }

  private void assertFails(String command, String... message) {
    Cli run = assertAllFail(command, message);
    String done =
        switch (command) {
          case "explain" -> "1 heatmap(s) in ";
          case "predict" -> "1 image(s) in ";
          default -> "2 images, 1 failed";
        };
    assertThat(run.out()).contains(done);
  }

  private Cli assertAllFail(String command, String... message) {
    Cli run = run(command);
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("failed: ").contains(message).doesNotContain("\tat ");
    return run;
  }

  private Cli run(String command) {
    Path out = folder.resolve("out");
    return switch (command) {
      case "explain" ->
          Cli.run(
              "explain",
              "--method",
              "rollout",
              "--images",
              images,
              "--masks",
              masks,
              "--out",
              out,
              "--quiet");
      case "predict" ->
          Cli.run("predict", "--images", images, "--out", folder.resolve("p.csv"), "--quiet");
      default ->
          Cli.run(
              "evaluate",
              "--methods",
              "rollout",
              "--metrics",
              "ap_fg",
              "--images",
              images,
              "--masks",
              masks,
              "--out",
              folder.resolve("run"),
              "--overwrite",
              "--quiet");
    };
  }
}
