package vitexplain.report.chart;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A picture of a file with no more pixels than its place in a figure can show. */
public final class Thumbnail {

  private Thumbnail() {}

  /**
   * The picture; none if the file is missing or no picture.
   *
   * @param most pixels of its longer side; a smaller picture stays as it is
   */
  public static Optional<BufferedImage> read(Path file, int most) {
    try {
      return Files.exists(file)
          ? Optional.ofNullable(ImageIO.read(file.toFile())).map(image -> shrunk(image, most))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static BufferedImage shrunk(BufferedImage image, int most) {
    double scale = (double) most / Math.max(image.getWidth(), image.getHeight());
    if (scale >= 1) {
      return image;
    }
    int width = Math.max(1, (int) Math.round(scale * image.getWidth()));
    int height = Math.max(1, (int) Math.round(scale * image.getHeight()));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = small.createGraphics();
    g.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    g.dispose();
    return small;
  }
}
