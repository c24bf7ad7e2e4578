package vitexplain.report.chart;

import org.knowm.xchart.XYChart;

/** A chart that is as high as its rows need. */
public final class RowChart extends XYChart {

  /** Between a point and the name beside it, and behind the name. */
  private static final int GAP = 18;

  /** Of the plot, for names: beyond it they hide what they name. */
  private static final double MOST = 0.6;

  private final int rows;
  private double lastX;
  private double endNames;

  RowChart(int rows, int height) {
    super(Theme.WIDTH, height);
    this.rows = rows;
  }

  /** How many rows it has. */
  public int rows() {
    return rows;
  }

  /**
   * Says that names stand to the right of a place on the axis.
   *
   * @param x the place
   * @param widest of the names, in user units
   */
  void endNames(double x, double widest) {
    this.lastX = x;
    this.endNames = widest;
  }

  /** Ends the axis where the names behind the last points do, at a width of the whole chart. */
  public void makeRoomForEndNames(int width) {
    if (endNames > 0) {
      double plot = width - getStyler().getYAxisLeftWidthHint();
      double share = Math.min(MOST, (endNames + GAP) / plot);
      double low = getStyler().getXAxisMin();
      getStyler().setXAxisMax((lastX - share * low) / (1 - share));
    }
  }
}
