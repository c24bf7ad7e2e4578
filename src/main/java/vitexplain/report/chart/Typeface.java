package vitexplain.report.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The typeface of every figure: Liberation Sans, which comes with the program, so that a figure has
 * the same breaks and widths on every machine, and can be embedded in a PDF. Its letters are as
 * wide as those of Arial and Helvetica, which an SVG may therefore fall back to.
 */
public final class Typeface {

  /** For style sheets: the typeface, then those of the same widths. */
  static final String FAMILIES = "'Liberation Sans', Arial, Helvetica, sans-serif";

  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final Font REGULAR = loaded();

  private Typeface() {}

  /** The font's TrueType file; the caller closes it. */
  public static InputStream open() throws IOException {
    InputStream file = Typeface.class.getResourceAsStream(FILE);
    if (file == null) {
      throw new IOException("the class path has no " + FILE);
    }
    return file;
  }

  /**
   * The font in a size.
   *
   * @param style as in {@link Font}
   * @param size in user units
   */
  static Font of(int style, int size) {
    return REGULAR.deriveFont(style, size);
  }

  /** The same for a text from outside, in a typeface of the machine if this one lacks letters. */
  public static Font of(String text, int style, int size) {
    return REGULAR.canDisplayUpTo(text) < 0
        ? of(style, size)
        : new Font(Font.SANS_SERIF, style, size);
  }

  private static Font loaded() {
    try (InputStream file = open()) {
      return Font.createFont(Font.TRUETYPE_FONT, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(FILE, e);
    }
  }
}
