package vitexplain.report.print;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.knowm.xchart.internal.chartpart.IChart;
import vitexplain.report.chart.Picture;

/** A drawing as an SVG that says how large it is on paper. */
final class SvgFile {

  private static final Pattern WIDTH = Pattern.compile("(<svg\\b[^>]*?\\bwidth=\")[^\"]*");
  private static final Pattern HEIGHT = Pattern.compile("(<svg\\b[^>]*?\\bheight=\")[^\"]*");

  private SvgFile() {}

  static byte[] of(IChart chart, Length width) {
    double high = width.millimetres() * chart.getHeight() / chart.getWidth();
    String text = new String(Picture.svg(chart).bytes(), StandardCharsets.UTF_8);
    text = WIDTH.matcher(text).replaceFirst("$1" + millimetres(width.millimetres()));
    text = HEIGHT.matcher(text).replaceFirst("$1" + millimetres(high));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String millimetres(double length) {
    return String.format(Locale.ROOT, "%.2fmm", length);
  }
}
