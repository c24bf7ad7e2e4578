package vitexplain.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;

/**
 * How a method is drawn, the same in every figure.
 *
 * @param color line and marker
 * @param stroke line, in user units
 * @param marker at single points
 */
public record MethodStyle(Color color, BasicStroke stroke, Marker marker) {

  /** Whether the line has no dashes: the methods that a study is about. */
  public boolean isSolid() {
    return stroke.getDashArray() == null;
  }

  /** The colour thinned to be laid over others. */
  public Color band() {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 38);
  }
}
