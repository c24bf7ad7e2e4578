package vitexplain.report.print;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import vitexplain.report.chart.Typeface;

/**
 * A text broken at spaces into lines that fit a width.
 *
 * @param font of all lines
 * @param lines none of an empty text
 */
record Lines(Font font, List<String> lines) {

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private static final Pattern SPACES = Pattern.compile(" +");

  /** Of lines, in sizes of the font. */
  private static final double LEADING = 1.25;

  static Lines of(String text, int size, double width) {
    Font font = Typeface.of(text, Font.PLAIN, size);
    List<String> lines = new ArrayList<>();
    for (String word : SPACES.splitAsStream(text.strip()).toList()) {
      int last = lines.size() - 1;
      String longer = last < 0 ? word : lines.get(last) + " " + word;
      if (last < 0 || width(font, longer) > width) {
        lines.add(word);
      } else {
        lines.set(last, longer);
      }
    }
    return new Lines(font, text.isBlank() ? List.of() : lines);
  }

  static double width(Font font, String text) {
    return font.getStringBounds(text, CONTEXT).getWidth();
  }

  /** Cuts the end of a text that is too wide. */
  static String cut(Font font, String text, double width) {
    String cut = text;
    while (cut.length() > 1 && width(font, cut) > width) {
      cut = cut.substring(0, cut.length() - 2) + "…";
    }
    return cut;
  }

  double height() {
    return lines.size() * LEADING * font.getSize();
  }

  /** Centred on {@code x}, below {@code y}. */
  void drawCentred(Graphics2D g, double x, double y) {
    for (int i = 0; i < lines.size(); i++) {
      draw(g, lines.get(i), x - width(font, lines.get(i)) / 2, y, i);
    }
  }

  /** From {@code x} to the right, below {@code y}. */
  void draw(Graphics2D g, double x, double y) {
    for (int i = 0; i < lines.size(); i++) {
      draw(g, lines.get(i), x, y, i);
    }
  }

  private void draw(Graphics2D g, String line, double x, double y, int i) {
    g.setFont(font);
    g.drawString(line, (float) x, (float) (y + (LEADING * i + 1) * font.getSize()));
  }
}
