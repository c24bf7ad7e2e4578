package vitexplain.report.print;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.style.XYStyler;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Theme;

/**
 * The numbers along the axes as text. XChart draws its own as outlines, which no reader can search
 * and no editor change; they keep their places here, unseen. A logarithmic axis keeps XChart's.
 */
final class AxisNumbers extends Annotation {

  private static final Color UNSEEN = new Color(0, true);
  private static final Font FONT = Theme.font(Font.PLAIN, 12);

  /** Ends are known to a unit of the drawing. */
  private static final double ROUNDING = 0.006;

  /** Between an axis and its ticks. */
  private static final int GAP = 3;

  /** What an axis was last asked to write. */
  private static final class Ticks implements Function<Double, String> {

    private final DecimalFormat format =
        new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));

    private final List<Double> values = new ArrayList<>();

    /** XChart tries finer steps first, each time from the left end. */
    @Override
    public String apply(Double value) {
      if (!values.isEmpty() && value <= values.get(values.size() - 1)) {
        values.clear();
      }
      values.add(value);
      return text(value);
    }

    private String text(double value) {
      String text = format.format(value);
      return text.equals("-0") ? "0" : text.replace('-', '−');
    }
  }

  private final Ticks alongX = new Ticks();
  private final Ticks alongY = new Ticks();

  private AxisNumbers() {
    super(false);
  }

  /** Writes the numbers of axes that have any. */
  static void write(XYChart chart) {
    AxisNumbers numbers = new AxisNumbers();
    XYStyler styler = chart.getStyler();
    if (styler.getXAxisTickLabelsFormattingFunction() == null && !styler.isXAxisLogarithmic()) {
      chart.setCustomXAxisTickLabelsFormatter(numbers.alongX);
      styler.setXAxisTickLabelsColor(UNSEEN);
    }
    if (styler.getYAxisTickLabelsFormattingFunction() == null && !styler.isYAxisLogarithmic()) {
      chart.setCustomYAxisTickLabelsFormatter(numbers.alongY);
      styler.setYAxisTickLabelsColor(UNSEEN);
    }
    chart.addAnnotation(numbers);
  }

  /** Whether a tick is on the axis: XChart's go on beyond both ends. */
  private static boolean isBetween(double value, double low, double high) {
    double rounding = ROUNDING * (high - low);
    return value >= low - rounding && value <= high + rounding;
  }

  @Override
  public void paint(Graphics2D g) {
    XYStyler styler = (XYStyler) chart.getStyler();
    int away = styler.getPlotMargin() + styler.getAxisTickMarkLength() + GAP;
    int left = getXAxisScreenValueForMin();
    int right = getXAxisScreenValueForMax();
    int bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    int top = Math.min(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    g.setFont(FONT);
    g.setColor(Palette.INK);
    for (double value : alongX.values) {
      int x = getXAxisScreenValue(value);
      String text = alongX.text(value);
      double wide = Lines.width(FONT, text);
      if (isBetween(
          value, chart.getChartXFromCoordinate(left), chart.getChartXFromCoordinate(right))) {
        double from = Math.min(x - wide / 2, right + styler.getPlotMargin() - wide);
        g.drawString(text, (float) from, bottom + away + FONT.getSize());
      }
    }
    for (double value : alongY.values) {
      int y = getYAxisScreenValue(value);
      String text = alongY.text(value);
      if (isBetween(
          value, chart.getChartYFromCoordinate(bottom), chart.getChartYFromCoordinate(top))) {
        double from = left - away - 1 - Lines.width(FONT, text);
        g.drawString(text, (float) from, y + FONT.getSize() / 3);
      }
    }
    bounds = new Rectangle2D.Double();
  }
}
