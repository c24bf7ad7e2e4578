package vitexplain.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.provenance.Section;

/** What an evaluation took by what it removed patches with: token drop is to cost less. */
public final class CopyCostTable {
  public static final String NAME = "study-cost";

  private static final String PASSES = "_passes";

  /** In words; what is not named here is an occlusion strategy. */
  private static final Map<String, String> PURPOSES =
      Map.of(
          "multiplied",
          "image × map",
          "untouched",
          "untouched image",
          "backgrounds",
          "changed backgrounds");

  private CopyCostTable() {}

  /** None without an evaluation that has ended and ran the model itself. */
  static Optional<PaperTable> of(Results results) {
    return results
        .manifest()
        .section("evaluate")
        .filter(section -> section.measured().getOrDefault("forward_passes", 0.0) > 0)
        .map(CopyCostTable::of);
  }

  private static PaperTable of(Section section) {
    Map<String, Double> measured = section.measured();
    Set<String> purposes = new TreeSet<>(PURPOSES.keySet());
    purposes.addAll(List.of(section.config().getOrDefault("fills", "").split(" ")));
    List<List<String>> rows = new ArrayList<>();
    for (String purpose : purposes) {
      if (measured.containsKey("forward_" + purpose + PASSES)) {
        rows.add(row(purpose, measured));
      }
    }
    double wall = number(measured, "wall_seconds");
    double model = number(measured, "forward_seconds");
    double maps = measured.getOrDefault("explain_seconds", 0.0);
    double copies = number(measured, "copy_seconds");
    return new PaperTable(
        NAME,
        String.format(
            Locale.ROOT,
            "What the command took for the images that it did itself, by what stands for removed patches: n (passes) of single copies, batched. Token drop (drop) runs the model on the kept patches alone. All together %s s: %s in these passes, %s for the maps, %s making copies, %s for all else; overhead over passes and maps %s %%. A control's copies cost what a method's do.",
            Format.number(wall, 0),
            Format.number(model, 0),
            Format.number(maps, 0),
            Format.number(copies, 0),
            Format.number(wall - model - maps - copies, 0),
            Format.number(100 * (wall - model - maps) / (model + maps), 0)),
        List.of("copies", "n (passes)", "ms a pass", "s in passes", "s making copies"),
        rows,
        Set.of());
  }

  private static List<String> row(String purpose, Map<String, Double> measured) {
    String name = "forward_" + purpose;
    return List.of(
        PURPOSES.getOrDefault(purpose, purpose),
        Format.number(number(measured, name + PASSES), 0),
        Format.milliseconds(number(measured, name + "_ms_per_pass")),
        Format.number(number(measured, name + "_seconds"), 0),
        Format.number(measured.getOrDefault("copy_" + purpose + "_seconds", Double.NaN), 0));
  }

  /** A manifest that was edited, of a version that wrote no hash, may lack one. */
  private static double number(Map<String, Double> measured, String key) {
    Double value = measured.get(key);
    if (value == null) {
      throw Refusal.request(
          "manifest.json, section evaluate: 'measured' has no '"
              + key
              + "'. Was it edited? "
              + NearestName.hint(key, new TreeSet<>(measured.keySet()))
              + " Restore the file.");
    }
    return value;
  }
}
