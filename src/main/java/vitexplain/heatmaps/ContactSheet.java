package vitexplain.heatmaps;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import vitexplain.explain.map.Heatmap;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;

/**
 * One image and its maps by several methods side by side, small, each with its name: to be looked
 * at, not to be measured. All tiles are of one size and keep the image's shape.
 */
final class ContactSheet {
  /** Pixels of a tile, whatever the image's shape. */
  private static final int TILE_PIXELS = 240 * 240;

  /** So that a name fits under a very tall image. */
  private static final int LEAST_WIDTH = 120;

  private static final int GAP = 12;
  private static final int TEXT = 14;

  /** Width of a sheet over its height, as screens and pages have it. */
  private static final double SHAPE = 1.5;

  private final Overlays overlays;
  private final String title;
  private final List<Tile> tiles = new ArrayList<>();

  /** A picture with what is written under it. */
  private record Tile(Pixels picture, String name, String note) {}

  private ContactSheet(Overlays overlays, String title) {
    this.overlays = overlays;
    this.title = title;
  }

  /** Whether names can be written: Java finds a font on this machine. */
  static boolean hasFonts() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
          > 0;
    } catch (RuntimeException | LinkageError | InternalError noFontconfig) {
      return false; // Java says it with any of these, by its version
    }
  }

  /**
   * A sheet that begins with the image itself.
   *
   * @param image of its own size
   * @param title written above
   */
  static ContactSheet of(Pixels image, Preprocessor preprocessor, String title) {
    ContactSheet sheet = new ContactSheet(Overlays.of(image, preprocessor, TILE_PIXELS), title);
    sheet.tiles.add(new Tile(sheet.overlays.picture().rgb(), "image", ""));
    return sheet;
  }

  /**
   * Adds a method's map over the image.
   *
   * @param note under the method's name, perhaps empty
   */
  void add(String method, Heatmap map, String note) {
    tiles.add(new Tile(overlays.over(map), method, note));
  }

  /** Everything so far, RGB. */
  Pixels draw() {
    Pixels first = tiles.get(0).picture();
    double scale = Math.sqrt((double) TILE_PIXELS / first.width() / first.height());
    int width = Math.max(1, (int) Math.round(first.width() * scale));
    int height = Math.max(1, (int) Math.round(first.height() * scale));
    int cell = Math.max(width, LEAST_WIDTH);
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, TEXT);
    FontMetrics metrics = metrics(font);
    List<List<String>> captions = tiles.stream().map(tile -> caption(tile, metrics, cell)).toList();
    int lines = captions.stream().mapToInt(List::size).max().orElseThrow();
    int row = height + lines * metrics.getHeight() + GAP;
    int columns = columns(cell + GAP, row);
    int rows = (tiles.size() + columns - 1) / columns;
    List<String> heading = wrapped(title, metrics, columns * (cell + GAP) - GAP);
    int top = GAP + heading.size() * metrics.getHeight() + GAP;
    BufferedImage sheet =
        new BufferedImage(
            GAP + columns * (cell + GAP), top + rows * row, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    try {
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      pen.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      pen.setColor(Color.BLACK);
      pen.setFont(font);
      write(pen, heading, GAP, GAP, metrics);
      for (int i = 0; i < tiles.size(); i++) {
        int x = GAP + i % columns * (cell + GAP);
        int y = top + i / columns * row;
        pen.drawImage(
            ImageFiles.picture(tiles.get(i).picture()),
            x + (cell - width) / 2,
            y,
            width,
            height,
            null);
        write(pen, captions.get(i), x, y + height, metrics);
      }
    } finally {
      pen.dispose();
    }
    return ImageFiles.of(sheet, 3);
  }

  private int columns(int width, int height) {
    double columns = Math.sqrt(tiles.size() * SHAPE * height / width);
    return (int) Math.max(1, Math.min(tiles.size(), Math.round(columns)));
  }

  private static FontMetrics metrics(Font font) {
    Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return pen.getFontMetrics(font);
    } finally {
      pen.dispose();
    }
  }

  private static List<String> caption(Tile tile, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>(wrapped(tile.name(), metrics, width));
    if (!tile.note().isEmpty()) {
      lines.addAll(wrapped(tile.note(), metrics, width));
    }
    return lines;
  }

  /** A method's id has no blanks: it is broken where the line is full. */
  private static List<String> wrapped(String text, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (line.length() > 0 && metrics.stringWidth(line.toString() + text.charAt(i)) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(text.charAt(i));
    }
    lines.add(line.toString());
    return lines;
  }

  private static void write(Graphics2D pen, List<String> lines, int x, int y, FontMetrics metrics) {
    for (int i = 0; i < lines.size(); i++) {
      pen.drawString(lines.get(i), x, y + i * metrics.getHeight() + metrics.getAscent());
    }
  }
}
