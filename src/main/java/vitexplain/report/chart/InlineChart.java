package vitexplain.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of curves or of rows as an SVG inside the page: a fifth of a picture's bytes, text as
 * text, colours that follow the page, and every method's lines under its name. Drawn from the same
 * series as the chart's files.
 */
public final class InlineChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int ROW = 26;
  private static final int BOTTOM = 58;
  private static final int EDGE = 14;

  /** Above the curves, for the name of their axis. */
  private static final int HEAD = 34;

  private static final int LEFT = 62;

  /** Of a row's name on a narrow screen, where letters are larger against the drawing. */
  private static final double LETTER = 10.5;

  private static final int MOST_TICKS = 7;

  private static final double MARGIN = 0.04;
  private static final double LEAST_MARGIN = 1e-6;

  private final XYChart chart;
  private final List<String> rows;
  private final Scale x;
  private final Scale y;

  private InlineChart(XYChart chart, List<String> rows) {
    this.chart = chart;
    this.rows = rows;
    XYStyler styler = chart.getStyler();
    int height = rows.isEmpty() ? HEIGHT : EDGE + BOTTOM + ROW * rows.size();
    double left =
        rows.isEmpty()
            ? LEFT
            : EDGE + LETTER * rows.stream().mapToInt(String::length).max().orElse(0);
    this.x =
        scale(styler.getXAxisMin(), styler.getXAxisMax(), XYSeries::getXData, left, WIDTH - EDGE);
    this.y =
        scale(
            styler.getYAxisMin(),
            styler.getYAxisMax(),
            XYSeries::getYData,
            height - BOTTOM,
            rows.isEmpty() ? HEAD : EDGE);
  }

  /** An end that the chart leaves open lies a little beyond the data. */
  private Scale scale(
      Double low, Double high, Function<XYSeries, double[]> data, double from, double to) {
    DoubleSummaryStatistics values =
        chart.getSeriesCollection().stream()
            .flatMapToDouble(series -> Arrays.stream(data.apply(series)))
            .filter(Double::isFinite)
            .summaryStatistics();
    double margin = Math.max(LEAST_MARGIN, MARGIN * (values.getMax() - values.getMin()));
    return new Scale(
        low == null ? values.getMin() - margin : low,
        high == null ? values.getMax() + margin : high,
        from,
        to);
  }

  /** The drawing with its title and its key. */
  public static String html(Plot plot) {
    return new InlineChart((XYChart) plot.chart(), plot.rows().orElseThrow()).html(plot.alt());
  }

  private String html(String alt) {
    return String.format(
        Locale.ROOT,
        """
        <p class="title">%s</p>
        <svg viewBox="0 0 %d %s" role="img" aria-label="%s" data-x="%s" data-y="%s"%s>%s%s</svg>
        <p class="keys">%s</p>
        """,
        escape(chart.getTitle()),
        WIDTH,
        Scale.number(y.from() + BOTTOM),
        escape(alt),
        mapping(x),
        mapping(y),
        rows.isEmpty() ? "" : " data-rows",
        axes(),
        series(),
        keys());
  }

  /** From places back to values: value and place of both ends. */
  private static String mapping(Scale scale) {
    return scale.low()
        + " "
        + scale.high()
        + " "
        + Scale.number(scale.from())
        + " "
        + Scale.number(scale.to());
  }

  private String axes() {
    StringBuilder svg = new StringBuilder("<g class=\"axes\">");
    for (BigDecimal tick : x.ticks(MOST_TICKS)) {
      String at = x.at(tick.doubleValue());
      svg.append(line(at, Scale.number(y.from()), at, Scale.number(y.to())))
          .append(text("middle", at, y.from() + 23, label(tick)));
    }
    if (rows.isEmpty()) {
      for (BigDecimal tick : y.ticks(MOST_TICKS)) {
        String at = y.at(tick.doubleValue());
        svg.append(line(Scale.number(x.from()), at, Scale.number(x.to()), at))
            .append(
                text(
                    "end",
                    Scale.number(x.from() - 8),
                    y.place(tick.doubleValue()) + 4.5,
                    label(tick)));
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      svg.append(
          text("end", Scale.number(x.from() - 8), y.place(rows.size() - i) + 4.5, rows.get(i)));
    }
    svg.append(
        text(
            "middle", Scale.number((x.from() + x.to()) / 2), y.from() + 49, chart.getXAxisTitle()));
    if (rows.isEmpty()) {
      svg.append(text("start", "2", EDGE + 4.0, chart.getYAxisTitle()));
    }
    return svg.append("</g>").toString();
  }

  private static String label(BigDecimal tick) {
    return tick.signum() == 0
        ? "0"
        : tick.stripTrailingZeros().toPlainString().replace('-', '\u2212');
  }

  private static String line(String x0, String y0, String x1, String y1) {
    return "<path d=\"M" + x0 + " " + y0 + "L" + x1 + " " + y1 + "\"/>";
  }

  private static String text(String anchor, String x, double y, String text) {
    return "<text text-anchor=\""
        + anchor
        + "\" x=\""
        + x
        + "\" y=\""
        + Scale.number(y)
        + "\">"
        + escape(text)
        + "</text>";
  }

  private String series() {
    return chart.getSeriesCollection().stream().map(this::drawn).collect(Collectors.joining());
  }

  private String drawn(XYSeries series) {
    Optional<XYSeriesRenderStyle> style = series.getXYSeriesRenderStyle();
    boolean area = style.equals(Optional.of(XYSeriesRenderStyle.PolygonArea));
    boolean marksOnly = style.equals(Optional.of(XYSeriesRenderStyle.Scatter));
    StringBuilder path = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    boolean joined = false;
    int lines = 0;
    for (int i = 0; i < series.getXData().length; i++) {
      double value = series.getYData()[i];
      if (!Double.isFinite(value)) {
        joined = false;
        continue;
      }
      String px = x.at(series.getXData()[i]);
      String py = y.at(value);
      path.append(joined ? 'L' : 'M').append(px).append(' ').append(py);
      lines += joined ? 1 : 0;
      joined = true;
      marks.append(MarkerPath.at(series.getMarker(), px, py));
    }
    String shape = "";
    if (area) {
      boolean opaque = series.getFillColor().getAlpha() == 0xff;
      shape = path(series, opaque ? "bar" : "band", path + "z", series.getFillColor(), "");
    } else if (!marksOnly && lines > 0) {
      shape =
          path(
              series,
              "line",
              path.toString(),
              series.getLineColor(),
              dashes(series.getLineStyle()));
    }
    return marks.isEmpty()
        ? shape
        : shape + path(series, "mark", marks.toString(), series.getMarkerColor(), "");
  }

  private String path(XYSeries series, String kind, String data, Color color, String attributes) {
    return "<path class=\""
        + kind
        + "\" data-method=\""
        + escape(method(series.getName()))
        + "\" style=\"--c:"
        + css(color)
        + "\""
        + attributes
        + " d=\""
        + data
        + "\"/>";
  }

  /** Whose it is: a curve's band and line are named after it, a row's parts after its number. */
  private String method(String series) {
    if (rows.isEmpty()) {
      return series.replaceFirst(" (band|line)$", "");
    }
    String[] words = series.split(" ", -1);
    return words.length == 2 && words[1].matches("[0-9]+")
        ? rows.get(Integer.parseInt(words[1]))
        : series;
  }

  private static String dashes(BasicStroke stroke) {
    String width = " stroke-width=\"" + stroke.getLineWidth() + "\"";
    if (stroke.getDashArray() == null) {
      return width;
    }
    StringBuilder dashes = new StringBuilder();
    for (float dash : stroke.getDashArray()) {
      dashes.append(dashes.isEmpty() ? "" : " ").append(Scale.number(dash));
    }
    return width + " stroke-dasharray=\"" + dashes + "\"";
  }

  private String keys() {
    return chart.getSeriesCollection().stream()
        .filter(XYSeries::isShowInLegend)
        .map(this::key)
        .collect(Collectors.joining(" "));
  }

  private String key(XYSeries series) {
    String mark =
        series.getMarker().equals(SeriesMarkers.NONE)
            ? ""
            : "<path class=\"mark\" d=\"" + MarkerPath.at(series.getMarker(), "17", "6") + "\"/>";
    return "<span class=\"key\" data-method=\""
        + escape(method(series.getName()))
        + "\" style=\"--c:"
        + css(series.getLineColor())
        + "\"><svg viewBox=\"0 0 34 12\" aria-hidden=\"true\"><path class=\"line\""
        + dashes(series.getLineStyle())
        + " d=\"M0 6L34 6\"/>"
        + mark
        + "</svg>"
        + escape(series.getName())
        + "</span>";
  }

  /** What is ink or paper in the files is so in the page, whatever its colours are. */
  private static String css(Color color) {
    Color opaque = new Color(color.getRGB());
    if (opaque.equals(Color.WHITE)) {
      return "var(--paper)";
    }
    if (opaque.equals(Palette.INK)) {
      return "var(--ink)";
    }
    return opaque.equals(Palette.FAINT)
        ? "var(--faint)"
        : String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
  }

  private static String escape(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }
}
