package vitexplain.study.unit;

import java.util.Map;
import vitexplain.explain.map.Heatmap;
import vitexplain.run.row.SampleRow;

/**
 * One class of one image, explained by every method.
 *
 * @param target {@link #PREDICTED} or {@link #LABEL}: how the class was chosen
 * @param classIndex the class
 * @param maps by method id, in the plan's order
 */
public record Explanation(String target, int classIndex, Map<String, Heatmap> maps) {
  public static final String PREDICTED = SampleRow.PREDICTED;
  public static final String LABEL = SampleRow.LABEL;

  /** Whether a method's map is constant, NaN or infinite. */
  boolean degenerate(String method) {
    return maps.containsKey(method) && maps.get(method).degenerate();
  }
}
