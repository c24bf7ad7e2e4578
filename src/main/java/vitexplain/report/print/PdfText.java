package vitexplain.report.print;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import vitexplain.report.chart.Typeface;

/**
 * Sets text in the typeface of the figures. What it has no letters for is drawn as shapes by the
 * class above.
 */
final class PdfText extends PdfBoxGraphics2DFontTextDrawer {

  private final PDFont font;

  PdfText(PDDocument document) throws IOException {
    try (InputStream file = Typeface.open()) {
      this.font = PDType0Font.load(document, file, true);
    }
  }

  @Override
  protected PDFont mapFont(Font asked, IFontTextDrawerEnv environment) {
    return font;
  }

  @Override
  protected boolean hasDynamicFontMapping() {
    return true;
  }
}
