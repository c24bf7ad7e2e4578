package vitexplain.report.print;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.internal.chartpart.IChart;
import vitexplain.report.chart.Gallery;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Theme;
import vitexplain.report.chart.Thumbnail;
import vitexplain.report.chart.Typeface;

/**
 * A matrix of heatmaps: a row per image with its classes below, a column per method. Pictures keep
 * their shape; a column without any, as of masks that nobody gave, is left out.
 */
final class PrintedGallery implements IChart {

  private static final int LABEL = 12;
  private static final int GAP = 4;

  /** Of the number below a picture. */
  private static final int BELOW = 16;

  /** Of a letter before the first row, and of names that fit above their columns. */
  private static final int LINE = 18;

  /** Names that do not fit stand upright, up to this long. */
  private static final int UPRIGHT = 120;

  private static final String[] INPUTS = {"image", "mask"};

  /** A row of pictures with the lines of its classes. */
  private record Row(List<Gallery.Tile> tiles, List<Optional<BufferedImage>> pictures, Lines text) {

    boolean hasNumbers() {
      return tiles.stream().anyMatch(tile -> !tile.below().isEmpty());
    }

    /** Highest picture where each is as wide as its column or as high as that is wide. */
    double height(double tile) {
      return pictures.stream()
          .flatMap(Optional::stream)
          .mapToDouble(p -> p.getHeight() * scale(p, tile))
          .max()
          .orElse(tile);
    }
  }

  private final int width;
  private final String letter;
  private final List<String> heads;
  private final List<Row> rows;
  private final double tile;
  private final boolean upright;

  /**
   * Reads the pictures.
   *
   * @param pixels a unit, beyond which a picture has none to show
   */
  PrintedGallery(Gallery gallery, int width, double pixels, String letter) {
    this.width = width;
    this.letter = letter;
    List<Integer> columns =
        IntStream.range(0, gallery.methods().size() + INPUTS.length)
            .filter(
                c -> gallery.rows().stream().anyMatch(r -> Files.exists(r.tiles().get(c).file())))
            .boxed()
            .toList();
    this.heads = columns.stream().map(c -> head(gallery, c)).toList();
    this.tile = (width - GAP * (columns.size() + 1.0)) / columns.size();
    this.upright = heads.stream().anyMatch(name -> Lines.width(font(), name) > tile);
    this.rows = new ArrayList<>();
    for (Gallery.Row row : gallery.rows()) {
      List<Gallery.Tile> tiles = columns.stream().map(row.tiles()::get).toList();
      String text = row.classes().isEmpty() ? row.image() : row.classes();
      rows.add(
          new Row(
              tiles,
              tiles.stream()
                  .map(t -> Thumbnail.read(t.file(), (int) Math.ceil(tile * pixels)))
                  .toList(),
              Lines.of(text, LABEL, width - 2.0 * GAP)));
    }
  }

  private static String head(Gallery gallery, int column) {
    return column < INPUTS.length
        ? INPUTS[column]
        : gallery.methods().get(column - INPUTS.length).name();
  }

  private static Font font() {
    return Theme.font(Font.PLAIN, LABEL);
  }

  private static double scale(BufferedImage picture, double tile) {
    return tile / Math.max(picture.getWidth(), picture.getHeight());
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    return (int) Math.ceil(top() + rows.stream().mapToDouble(this::height).sum());
  }

  @Override
  public String getTitle() {
    return "Gallery";
  }

  private double top() {
    double names = heads.stream().mapToDouble(name -> Lines.width(font(), name)).max().orElse(0);
    return (letter.isEmpty() ? 0 : LINE) + (upright ? Math.min(UPRIGHT, names) + 2 * GAP : LINE);
  }

  private double height(Row row) {
    return row.height(tile) + (row.hasNumbers() ? BELOW : GAP) + row.text().height() + 2 * GAP;
  }

  @Override
  public void paint(Graphics2D g, int asWide, int asHigh) {
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, asWide, asHigh);
    g.setColor(Palette.INK);
    g.setFont(font());
    if (!letter.isEmpty()) {
      g.drawString(letter, GAP, LABEL + 1);
    }
    double y = top();
    for (int c = 0; c < heads.size(); c++) {
      head(g, heads.get(c), left(c) + tile / 2, y - GAP);
    }
    for (Row row : rows) {
      row(g, row, y);
      y += height(row);
    }
  }

  private double left(int column) {
    return GAP + column * (tile + GAP);
  }

  private void head(Graphics2D g, String name, double middle, double bottom) {
    if (upright) {
      String text = Lines.cut(font(), name, UPRIGHT);
      g.translate(middle + LABEL / 3.0, bottom);
      g.rotate(-Math.PI / 2);
      g.drawString(text, 0, 0);
      g.rotate(Math.PI / 2);
      g.translate(-middle - LABEL / 3.0, -bottom);
    } else {
      g.drawString(name, (float) (middle - Lines.width(font(), name) / 2), (float) bottom);
    }
  }

  private void row(Graphics2D g, Row row, double y) {
    double high = row.height(tile);
    for (int c = 0; c < heads.size(); c++) {
      double x = left(c);
      row.pictures().get(c).ifPresent(picture -> picture(g, picture, x, y));
      String below = row.tiles().get(c).below();
      Font font = Typeface.of(below, Font.PLAIN, LABEL);
      g.setFont(font);
      g.setColor(Palette.INK);
      if (!below.isEmpty()) {
        double middle = x + (tile - Lines.width(font, below)) / 2;
        g.drawString(below, (float) middle, (float) (y + high + LABEL));
      }
    }
    row.text().draw(g, GAP, y + high + (row.hasNumbers() ? BELOW : GAP) - 1.0);
  }

  private void picture(Graphics2D g, BufferedImage picture, double x, double y) {
    double scale = scale(picture, tile);
    double wide = scale * picture.getWidth();
    double left = x + (tile - wide) / 2;
    g.translate(left, y);
    g.scale(scale, scale);
    g.drawImage(picture, 0, 0, null);
    g.scale(1 / scale, 1 / scale);
    g.translate(-left, -y);
  }
}
