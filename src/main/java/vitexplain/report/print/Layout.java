package vitexplain.report.print;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;
import vitexplain.report.chart.Gallery;
import vitexplain.report.chart.Plot;

/**
 * Plots as one drawing of a given width.
 *
 * @param style what it is for
 * @param width how wide it is
 * @param titled whether plots have their titles
 */
public record Layout(PrintStyle style, Length width, boolean titled) {

  /** The drawing; several plots stand one below the other, lettered (a), (b), ... */
  public IChart of(List<Plot> plots) {
    List<IChart> panels = new ArrayList<>();
    for (int i = 0; i < plots.size(); i++) {
      panels.add(panel(plots.get(i).chart(), plots.size() == 1 ? "" : letter(i)));
    }
    return panels.size() == 1 ? panels.get(0) : new Panels(panels);
  }

  private IChart panel(IChart chart, String letter) {
    int units = style.units(width);
    if (chart instanceof Gallery gallery) {
      return new PrintedGallery(gallery, units, style.pixelsPerUnit(), letter);
    }
    String title = titled ? chart.getTitle() : "";
    return new PrintedChart((XYChart) chart, units, (letter + " " + title).strip());
  }

  /** Before the panel of a number from 0: (a), (b), ... */
  public static String letter(int panel) {
    return "(" + letters(panel) + ")";
  }

  /** a to z, then aa, ab, ... */
  private static String letters(int i) {
    String last = String.valueOf((char) ('a' + i % 26));
    return i < 26 ? last : letters(i / 26 - 1) + last;
  }
}
