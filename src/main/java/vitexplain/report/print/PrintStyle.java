package vitexplain.report.print;

/** What a figure is made for. Layouts are in units, and labels are 12 units high, titles 13. */
public enum PrintStyle {
  /** Labels of 7.2 points, titles of 7.8, whatever the width is. */
  PAPER(0.6, 85),
  /** Twice as large, for a slide 13.3 inches wide. */
  SLIDES(1.2, 160);

  /** Dots an inch of pixels in a figure. */
  static final int DPI = 300;

  private final double pointsPerUnit;
  private final double millimetres;

  PrintStyle(double pointsPerUnit, double millimetres) {
    this.pointsPerUnit = pointsPerUnit;
    this.millimetres = millimetres;
  }

  /** How wide a figure is if nothing is asked for. */
  public Length width() {
    return new Length(millimetres);
  }

  /** Whole units in a width. */
  int units(Length of) {
    return (int) Math.round(of.points() / pointsPerUnit);
  }

  /** Pixels a unit, for pictures inside a figure. */
  double pixelsPerUnit() {
    return pointsPerUnit / Length.POINTS_PER_INCH * DPI;
  }
}
