package vitexplain.report.print;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DDrawControlDefault;
import java.awt.Color;
import java.awt.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.knowm.xchart.internal.chartpart.IChart;

/** A drawing as a PDF of one page of its size, with the letters that it uses embedded. */
final class PdfFile {

  /** Instead of the time: the same drawing gives the same bytes. */
  private static final long ID = 0;

  /** Leaves out what cannot be seen: charts hide parts that only take up space. */
  private static final class VisibleShapes extends PdfBoxGraphics2DDrawControlDefault {
    @Override
    public Shape transformShapeBeforeFill(Shape shape, IDrawControlEnv env) {
      return isSeen(env) ? shape : null;
    }

    @Override
    public Shape transformShapeBeforeDraw(Shape shape, IDrawControlEnv env) {
      return isSeen(env) ? shape : null;
    }

    private static boolean isSeen(IDrawControlEnv env) {
      return !(env.getPaint() instanceof Color color) || color.getAlpha() > 0;
    }
  }

  private PdfFile() {}

  static byte[] of(IChart chart, Length width) {
    double scale = width.points() / chart.getWidth();
    float wide = (float) width.points();
    float high = (float) (scale * chart.getHeight());
    try (PDDocument document = new PDDocument()) {
      document.setDocumentId(ID);
      PDPage page = new PDPage(new PDRectangle(wide, high));
      document.addPage(page);
      PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, wide, high);
      try {
        g.setFontTextDrawer(new PdfText(document));
        g.setImageEncoder(new PdfImages());
        g.setDrawControl(new VisibleShapes());
        g.scale(scale, scale);
        chart.paint(g, chart.getWidth(), chart.getHeight());
      } finally {
        g.dispose();
      }
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(g.getXFormObject());
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
