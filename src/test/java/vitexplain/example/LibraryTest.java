package vitexplain.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.heatmaps.ImageExplainer;
import vitexplain.heatmaps.ImageExplanation;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.vit.trace.Targets;

/** What a program of one's own sees of this project, on the embedded model. */
class LibraryTest {
  private static final Path MODEL = Path.of("data", "demo-vit");
  private static final Path IMAGE = Path.of("data", "scenes", "images", "scene_000.png");

  private static ImageExplainer explainer;

  @BeforeAll
  static void open() {
    explainer = ImageExplainer.open(MODEL.toString());
  }

  @AfterAll
  static void close() {
    explainer.close();
  }

  @Test
  void theExampleOfTheReadmeRuns(@TempDir Path folder) throws IOException {
    Path overlay = folder.resolve("overlay.png");
    ExplainOneImage.main(new String[] {MODEL.toString(), IMAGE.toString(), overlay.toString()});
    BufferedImage written = ImageIO.read(overlay.toFile());
    assertThat(List.of(written.getWidth(), written.getHeight())).containsExactly(96, 96);
  }

  /** The lines in the documents are those that are compiled, but for names and arguments. */
  @Test
  void theDocumentsShowWhatTheExampleCalls() throws IOException {
    for (Path document : List.of(Path.of("README.md"), Path.of("docs", "library.md"))) {
      assertThat(Files.readString(document, StandardCharsets.UTF_8))
          .contains(
              "ImageExplainer explainer = ImageExplainer.open(",
              "explainer.explain(Path.of(",
              ".label()",
              ".probability()",
              "float[][] map = ",
              ".map()",
              "ImageIO.write(",
              ".overlay(), \"png\", new File(");
    }
  }

  @Test
  void fileStreamAndImageInMemoryGiveTheSameExplanation() throws IOException {
    ImageExplanation file = explainer.explain(IMAGE, "legrad");
    ImageExplanation memory = explainer.explain(ImageIO.read(IMAGE.toFile()), "legrad");
    try (InputStream in = Files.newInputStream(IMAGE)) {
      ImageExplanation stream = explainer.explain(in, "legrad");
      for (ImageExplanation other : List.of(stream, memory)) {
        assertThat(other.logits()).isEqualTo(file.logits());
        assertThat(other.map()).isDeepEqualTo(file.map());
      }
    }
    assertThat(file.label()).isNotEmpty();
    assertThat(file.probability()).isBetween(0.5, 1.0);
  }

  @Test
  void theOverlayIsThatOfTheCommand(@TempDir Path folder) throws IOException {
    ImageExplanation explanation = explainer.explain(IMAGE, "rollout");
    File png = folder.resolve("overlay.png").toFile();
    ImageIO.write(explanation.overlay(), "png", png);
    Pixels written = ImageFiles.read(png.toPath(), 3);
    Pixels expected = explanation.overlays().over(explanation.heatmap());
    assertThat(written.data()).isEqualTo(expected.data());
  }

  @Test
  void anotherClassCanBeExplained() {
    Pixels image = ImageFiles.read(IMAGE, 3);
    int predicted = explainer.explain(IMAGE, "legrad").target();
    int other = (predicted + 1) % 8;
    ImageExplanation explanation =
        explainer.explain(image, Methods.named("legrad"), Targets.of(other));
    assertThat(explanation.target()).isEqualTo(other);
    assertThat(explanation.probability()).isLessThan(0.5);
  }

  @Test
  void oneClassCanBeExplainedAgainstAnother() {
    Pixels image = ImageFiles.read(IMAGE, 3);
    ImageExplanation plain = explainer.explain(IMAGE, "legrad");
    int other = (plain.target() + 1) % 8;
    ImageExplanation against =
        explainer.explain(image, Methods.named("legrad"), Targets.predicted().against(other));
    assertThat(plain.contrast()).isEmpty();
    assertThat(against.contrast()).isPresent().get().isNotEqualTo(against.label());
    assertThat(against.label()).isEqualTo(plain.label());
    assertThat(Arrays.deepEquals(against.map(), plain.map())).isFalse();
  }

  @Test
  void whatIsNoImageOrNoMethodIsRefusedWithASentence() {
    InputStream text = new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> explainer.explain(text, "legrad"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("0 of 4 bytes could be decoded as JPEG or PNG");
    assertThatThrownBy(() -> explainer.explain(IMAGE, "legard"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("legrad");
  }

  @Test
  void greyImagesInMemoryKeepTheirSamples() {
    BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage deep = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    int[] samples = {0, 100, 255};
    grey.getRaster().setSamples(0, 0, 3, 1, 0, samples);
    deep.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 100 << 8 | 17, 0xffff});
    assertThat(ImageFiles.of(grey, 1).data()).isEqualTo(new byte[] {0, 100, -1});
    assertThat(ImageFiles.of(deep, 3).data())
        .isEqualTo(new byte[] {0, 0, 0, 100, 100, 100, -1, -1, -1});
  }
}
