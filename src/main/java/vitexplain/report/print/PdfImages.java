package vitexplain.report.print;

import de.rototor.pdfbox.graphics2d.IPdfBoxGraphics2DImageEncoder;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Photographs as JPEG, masks without loss: whichever is smaller. */
final class PdfImages implements IPdfBoxGraphics2DImageEncoder {

  private static final float QUALITY = 0.92f;

  @Override
  public PDImageXObject encodeImage(
      PDDocument document,
      PDPageContentStream content,
      Image image,
      IPdfBoxGraphics2DImageEncoderEnv environment) {
    BufferedImage picture = (BufferedImage) image;
    try {
      PDImageXObject exact = LosslessFactory.createFromImage(document, picture);
      PDImageXObject jpeg = JPEGFactory.createFromImage(document, picture, QUALITY);
      return length(exact) <= length(jpeg) ? exact : jpeg;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long length(PDImageXObject image) {
    return image.getCOSObject().getLength();
  }
}
