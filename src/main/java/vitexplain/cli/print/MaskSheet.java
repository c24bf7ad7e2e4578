package vitexplain.cli.print;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.overlay.MaskTint;
import vitexplain.image.resize.PilResize;
import vitexplain.image.resize.Resample;
import vitexplain.report.chart.Typeface;

/** Small pictures in rows of five, each with its mask tinted and two lines of text below. */
public final class MaskSheet {
  private static final int COLUMNS = 5;

  /** Longest side of a picture, pixels. */
  private static final int SIDE = 240;

  private static final int GAP = 12;
  private static final int FONT_SIZE = 13;
  private static final int LINE = 17;
  private static final int TEXT_LINES = 2;
  private static final int CELL_HEIGHT = SIDE + TEXT_LINES * LINE + GAP;

  private static final int OBJECT = 255;
  private static final int IGNORED = 1;

  private record Cell(Pixels picture, String name, String words) {}

  private final List<Cell> cells = new ArrayList<>();

  /** Adds a picture; only a small copy is kept. */
  public void add(Pixels picture, Optional<Mask> mask, String name, String words) {
    double scale = Math.min(1, (double) SIDE / Math.max(picture.width(), picture.height()));
    int width = Math.max(1, (int) Math.round(scale * picture.width()));
    int height = Math.max(1, (int) Math.round(scale * picture.height()));
    Pixels small = PilResize.resize(picture.rgb(), width, height, Resample.BILINEAR);
    Optional<Mask> smallMask = mask.map(each -> resized(each, width, height));
    cells.add(
        new Cell(smallMask.map(each -> MaskTint.blend(small, each)).orElse(small), name, words));
  }

  private static Mask resized(Mask mask, int width, int height) {
    byte[] values = new byte[mask.foreground().length];
    for (int i = 0; i < values.length; i++) {
      int ignored = mask.ignored().get(i) ? IGNORED : 0;
      values[i] = (byte) (mask.foreground()[i] ? OBJECT : ignored);
    }
    Pixels small =
        PilResize.resize(
            new Pixels(mask.width(), mask.height(), 1, values), width, height, Resample.NEAREST);
    boolean[] foreground = new boolean[width * height];
    BitSet ignored = new BitSet();
    for (int i = 0; i < foreground.length; i++) {
      foreground[i] = small.data()[i] == (byte) OBJECT;
      ignored.set(i, small.data()[i] == IGNORED);
    }
    return new Mask(width, height, foreground, ignored);
  }

  /** How many pictures there are. */
  public int size() {
    return cells.size();
  }

  /**
   * The sheet, white where it is empty.
   *
   * @throws IllegalStateException if there is no picture
   */
  public Pixels drawn() {
    if (cells.isEmpty()) {
      throw new IllegalStateException("no picture");
    }
    int columns = Math.min(COLUMNS, cells.size());
    int rows = (cells.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage sheet =
        new BufferedImage(
            GAP + columns * (SIDE + GAP), GAP + rows * CELL_HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    g.setColor(Color.BLACK);
    for (int i = 0; i < cells.size(); i++) {
      int x = GAP + i % COLUMNS * (SIDE + GAP);
      int y = GAP + i / COLUMNS * CELL_HEIGHT;
      draw(g, cells.get(i), x, y);
    }
    g.dispose();
    return ImageFiles.of(sheet, 3);
  }

  private static void draw(Graphics2D g, Cell cell, int x, int y) {
    BufferedImage picture = ImageFiles.picture(cell.picture());
    g.drawImage(picture, x + (SIDE - picture.getWidth()) / 2, y + SIDE - picture.getHeight(), null);
    text(g, cell.name(), x, y + SIDE + LINE);
    text(g, cell.words(), x, y + SIDE + 2 * LINE);
  }

  /** Cut at its beginning if it is too long: names of one data set differ at their ends. */
  private static void text(Graphics2D g, String text, int x, int y) {
    g.setFont(Typeface.of(text, Font.PLAIN, FONT_SIZE));
    String shown = text;
    for (int cut = 1; g.getFontMetrics().stringWidth(shown) > SIDE; cut++) {
      shown = "…" + text.substring(text.offsetByCodePoints(0, cut));
    }
    g.drawString(shown, x, y);
  }
}
