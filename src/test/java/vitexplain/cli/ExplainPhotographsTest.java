package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;

/** Real photographs of many sizes, where they lie beside the checkout. */
class ExplainPhotographsTest {

  @Test
  void everyPhotographGetsAHeatmapOfItsOwnSizeAndAScore(@TempDir Path out) {
    Path photos = photos();
    List<Path> images = ImageFiles.list(photos.resolve("images"));
    Cli run =
        Cli.run(
            "explain",
            "--method",
            "legrad",
            "--images",
            photos.resolve("images"),
            "--masks",
            photos.resolve("masks"),
            "--out",
            out,
            "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("legrad mean of " + images.size() + ": PixelAcc: ");
    for (Path image : images) {
      String stem = image.getFileName().toString().replaceFirst("\\.jpg$", "");
      Pixels photograph = ImageFiles.read(image, 3);
      Pixels heatmap = ImageFiles.read(out.resolve("legrad/" + stem + "_legrad.png"), 3);
      assertThat(heatmap.width()).isEqualTo(photograph.width());
      assertThat(heatmap.height()).isEqualTo(photograph.height());
    }
  }

  private static Path photos() {
    List<Path> found =
        Stream.of(
                System.getProperty("vitexplain.photos", "../shared/photos"), "../../shared/photos")
            .map(Path::of)
            .filter(Files::isDirectory)
            .toList();
    assumeTrue(!found.isEmpty(), "no photographs beside the checkout");
    return found.get(0);
  }
}
