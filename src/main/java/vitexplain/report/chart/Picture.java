package vitexplain.report.chart;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A chart as the bytes of a file.
 *
 * @param format {@code png}, {@code jpeg} or {@code svg+xml}
 * @param bytes the file
 */
public record Picture(String format, byte[] bytes) {

  /** Pixels a user unit: an 860 unit figure prints 14.6 cm wide at 300 dots an inch. */
  public static final int SCALE = 2;

  /** In the page, where a link leads to the file: sharp enough, and two thirds of the bytes. */
  private static final double SCALE_IN_PAGE = 1.5;

  private static final String NAMED = "font-family:&quot;Liberation Sans&quot;";

  /** A drawing has fewer colours than this, a gallery of photographs many more. */
  private static final int MOST_COLORS = 40_000;

  /** As a PNG at twice its nominal size: few colours for a drawing, all for photographs. */
  public static Picture png(IChart chart) {
    BufferedImage image = painted(chart, SCALE);
    IndexedColors colors = new IndexedColors(image);
    return encoded(colors.distinct() < MOST_COLORS ? colors.reduced() : image, "png");
  }

  /** In the format that suits a page: few colours for a drawing, JPEG for photographs. */
  public static Picture forPage(IChart chart) {
    IndexedColors colors = new IndexedColors(painted(chart, SCALE_IN_PAGE));
    return colors.distinct() < MOST_COLORS
        ? encoded(colors.reduced(), "png")
        : encoded(painted(chart, SCALE), "jpeg");
  }

  /** As an SVG. */
  public static Picture svg(IChart chart) {
    VectorGraphics2D graphics = new VisibleShapes();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Processors.get("svg")
          .getDocument(
              graphics.getCommands(), new PageSize(0, 0, chart.getWidth(), chart.getHeight()))
          .writeTo(out);
      // A viewer without the typeface takes another whose letters are as wide.
      String text =
          out.toString(StandardCharsets.UTF_8).replace(NAMED, "font-family:" + Typeface.FAMILIES);
      return new Picture("svg+xml", text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves out what cannot be seen: charts hide parts that only take up space. */
  private static final class VisibleShapes extends VectorGraphics2D {
    @Override
    public void fill(Shape shape) {
      if (getColor().getAlpha() > 0) {
        super.fill(shape);
      }
    }

    @Override
    public void draw(Shape shape) {
      if (getColor().getAlpha() > 0) {
        super.draw(shape);
      }
    }
  }

  private static BufferedImage painted(IChart chart, double scale) {
    BufferedImage image =
        new BufferedImage(
            (int) (scale * chart.getWidth()),
            (int) (scale * chart.getHeight()),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.scale(scale, scale);
    chart.paint(g, chart.getWidth(), chart.getHeight());
    g.dispose();
    return image;
  }

  /** Compressed as well as the format allows: a page holds dozens of them. */
  private static Picture encoded(BufferedImage image, String format) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream memory = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (format.equals("png")) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(0); // lossless; 0 is the strongest deflation
      }
      writer.setOutput(memory);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return new Picture(format, out.toByteArray());
  }
}
