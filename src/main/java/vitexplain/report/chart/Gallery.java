package vitexplain.report.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A grid of pictures: image, mask, then one column per method. Pictures keep their shape; one that
 * is missing or broken leaves an empty frame.
 *
 * @param methods names over the columns after the first two
 * @param rows one per image
 */
public record Gallery(List<Head> methods, List<Row> rows) implements IChart {

  /** A method's name and the colour that it has in the charts. */
  public record Head(String name, Color color) {}

  /**
   * An image and its pictures from left to right.
   *
   * @param image its name
   * @param classes the predicted class with its probability, and the true one; empty if unknown
   */
  public record Row(String image, String classes, List<Tile> tiles) {

    /** The name with the classes. */
    public String title() {
      return classes.isEmpty() ? image : image + "; " + classes;
    }
  }

  /** A picture and what stands below it. */
  public record Tile(Path file, String below) {}

  private static final int TILE = 112;

  /** Of a picture's longer side: as many as 300 dots an inch show at the width of a page. */
  private static final int PIXELS = 280;

  private static final int GAP = 8;
  private static final int HEAD = 34;
  private static final int NAME = 18;
  private static final int BELOW = 22;
  private static final int ROW = NAME + TILE + BELOW;

  @Override
  public int getWidth() {
    return Math.max(Theme.WIDTH, GAP + (methods.size() + 2) * (TILE + GAP));
  }

  @Override
  public int getHeight() {
    return HEAD + rows.size() * ROW + GAP;
  }

  @Override
  public String getTitle() {
    return "Gallery";
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    heads(g);
    for (int r = 0; r < rows.size(); r++) {
      int top = HEAD + r * ROW;
      g.setFont(Theme.font(Font.PLAIN, 11));
      g.setColor(Palette.FAINT);
      g.drawString(shortened(g, rows.get(r).title(), width - 2 * GAP), GAP, top + 13);
      for (int c = 0; c < rows.get(r).tiles().size(); c++) {
        tile(g, rows.get(r).tiles().get(c), left(c), top + NAME);
      }
    }
  }

  private void heads(Graphics2D g) {
    for (int c = 0; c < methods.size() + 2; c++) {
      String name = c == 0 ? "image" : c == 1 ? "mask" : methods.get(c - 2).name();
      g.setColor(c < 2 ? Palette.INK : methods.get(c - 2).color());
      g.setFont(Theme.font(Font.BOLD, 11));
      if (g.getFontMetrics().stringWidth(name) > TILE) {
        g.setFont(Theme.font(Font.BOLD, 9));
      }
      g.drawString(shortened(g, name, TILE), left(c), HEAD - 12);
    }
  }

  private static int left(int column) {
    return GAP + column * (TILE + GAP);
  }

  private static void tile(Graphics2D g, Tile tile, int x, int y) {
    Optional<BufferedImage> picture = Thumbnail.read(tile.file(), PIXELS);
    int longer = picture.map(p -> Math.max(p.getWidth(), p.getHeight())).orElse(1);
    int wide = picture.map(p -> TILE * p.getWidth() / longer).orElse(TILE);
    int high = picture.map(p -> TILE * p.getHeight() / longer).orElse(TILE);
    int left = x + (TILE - wide) / 2;
    int top = y + (TILE - high) / 2;
    picture.ifPresent(p -> g.drawImage(p, left, top, wide, high, null));
    g.setColor(Palette.GRID);
    g.drawRect(left, top, wide, high);
    g.setFont(Theme.font(Font.PLAIN, 11));
    g.setColor(Palette.INK);
    FontMetrics metrics = g.getFontMetrics();
    g.drawString(tile.below(), x + (TILE - metrics.stringWidth(tile.below())) / 2, y + TILE + 14);
  }

  private static String shortened(Graphics2D g, String text, int width) {
    FontMetrics metrics = g.getFontMetrics();
    String cut = text;
    while (cut.length() > 1 && metrics.stringWidth(cut) > width) {
      cut = cut.substring(0, cut.length() - 2) + "…";
    }
    return cut;
  }
}
