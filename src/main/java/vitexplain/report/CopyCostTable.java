package vitexplain.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vitexplain.run.Section;

/** What an evaluation took by what it removed patches with: token drop is to cost less. */
final class CopyCostTable {
  static final String NAME = "study-cost";

  private static final String PASSES = "_passes";

  /** In words; what is not named here is a fill. */
  private static final Map<String, String> PURPOSES =
      Map.of("multiplied", "image × map", "untouched", "untouched image");

  private CopyCostTable() {}

  /** None without an evaluation that has ended. */
  static Optional<PaperTable> of(Results results) {
    return results
        .manifest()
        .section("evaluate")
        .filter(section -> section.measured().containsKey("wall_seconds"))
        .map(CopyCostTable::of);
  }

  private static PaperTable of(Section section) {
    Map<String, Double> measured = new TreeMap<>(section.measured());
    List<List<String>> rows = new ArrayList<>();
    for (String key : measured.keySet()) {
      if (key.matches("forward_[a-z]+" + PASSES)) {
        rows.add(row(key.substring(0, key.length() - PASSES.length()), measured));
      }
    }
    double model = measured.get("forward_seconds");
    double maps = measured.get("explain_seconds");
    double wall = measured.get("wall_seconds");
    return new PaperTable(
        NAME,
        "What this evaluation took, by what stands for removed patches: n (passes) of single copies, batched. Token drop (drop) runs the model on the kept patches alone. All together %s s: %s in these passes, %s for the maps, %s making copies, %s for all else (%s %% of passes and maps). A control's copies cost what a method's do."
            .formatted(
                Format.number(wall, 0),
                Format.number(model, 0),
                Format.number(maps, 0),
                Format.number(measured.get("copy_seconds"), 0),
                Format.number(wall - model - maps - measured.get("copy_seconds"), 0),
                Format.number(
                    100 * (wall - model - maps - measured.get("copy_seconds")) / (model + maps),
                    0)),
        List.of("copies", "n (passes)", "ms a pass", "s in passes", "s making copies"),
        rows,
        Set.of());
  }

  private static List<String> row(String name, Map<String, Double> measured) {
    String purpose = name.substring(name.indexOf('_') + 1);
    return List.of(
        PURPOSES.getOrDefault(purpose, purpose),
        Format.number(measured.get(name + PASSES), 0),
        Format.milliseconds(measured.get(name + "_ms_per_pass")),
        Format.number(measured.get(name + "_seconds"), 0),
        Format.number(measured.getOrDefault("copy_" + purpose + "_seconds", Double.NaN), 0));
  }
}
