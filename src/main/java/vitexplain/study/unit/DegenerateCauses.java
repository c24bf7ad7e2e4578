package vitexplain.study.unit;

import java.util.Map;
import java.util.stream.Collectors;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Heatmap;

/** Why a map has no minimum and maximum to scale by. */
final class DegenerateCauses {
  private static final String SEPARATOR = "; ";

  private DegenerateCauses() {}

  /**
   * As it stands in {@code images.csv}: each method with its cause; of controls nothing, since one
   * of them is constant on purpose.
   *
   * @param maps by method id
   * @return empty if no map is degenerate
   */
  static String of(Map<String, Heatmap> maps) {
    return maps.entrySet().stream()
        .filter(entry -> entry.getValue().degenerate())
        .filter(entry -> Methods.entry(entry.getKey()).kind() != Methods.Kind.CONTROL)
        .map(entry -> entry.getKey() + " " + cause(entry.getValue().scored()))
        .collect(Collectors.joining(SEPARATOR));
  }

  /** Of a map that is constant or holds a value that is not finite. */
  private static String cause(float[][] raw) {
    for (float[] row : raw) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          return "not finite";
        }
      }
    }
    return raw[0][0] == 0 ? "zero everywhere" : "constant";
  }
}
