package vitexplain.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {

  @TempDir Path folder;

  /** A red picture of 200 x 100 is twice as wide as high in the figure too. */
  @Test
  void picturesKeepTheirShape() throws IOException {
    BufferedImage picture = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D red = picture.createGraphics();
    red.setColor(Color.RED);
    red.fillRect(0, 0, 200, 100);
    red.dispose();
    Path file = folder.resolve("wide.png");
    ImageIO.write(picture, "png", file.toFile());
    Gallery gallery =
        new Gallery(
            List.of(),
            List.of(
                new Gallery.Row(
                    "wide",
                    "",
                    List.of(
                        new Gallery.Tile(file, ""),
                        new Gallery.Tile(folder.resolve("none.png"), "")))));
    BufferedImage drawn =
        new BufferedImage(gallery.getWidth(), gallery.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = drawn.createGraphics();
    gallery.paint(g, drawn.getWidth(), drawn.getHeight());
    g.dispose();
    int left = drawn.getWidth();
    int right = 0;
    int top = drawn.getHeight();
    int bottom = 0;
    for (int y = 0; y < drawn.getHeight(); y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        if (drawn.getRGB(x, y) == Color.RED.getRGB()) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    assertThat(right - left).isBetween(2 * (bottom - top) - 3, 2 * (bottom - top) + 3);
  }
}
