package vitexplain.report.print;

import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Drawings of one width, one below the other.
 *
 * @param panels at least one
 */
record Panels(List<IChart> panels) implements IChart {

  private static final int GAP = 12;

  @Override
  public int getWidth() {
    return panels.get(0).getWidth();
  }

  @Override
  public int getHeight() {
    return panels.stream().mapToInt(IChart::getHeight).sum() + GAP * (panels.size() - 1);
  }

  @Override
  public String getTitle() {
    return panels.stream().map(IChart::getTitle).collect(Collectors.joining("; "));
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    int top = 0;
    for (IChart panel : panels) {
      g.translate(0, top);
      panel.paint(g, width, panel.getHeight());
      g.translate(0, -top);
      top += panel.getHeight() + GAP;
    }
  }
}
