package vitexplain.run.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;
import vitexplain.run.table.Table;

/**
 * What a method of the run is: a line of {@code methods.csv}. A folder thus says itself what its
 * ids stand for, whatever later versions know.
 *
 * @param id a method's id in the other files, with its options
 * @param name the same without options
 * @param kind {@code method}, {@code peer}, {@code variant}, {@link #CONTROL} or {@link #DEGRADED}
 * @param classes {@link #SPECIFIC} or {@link #AGNOSTIC}
 * @param family what it reads, or what it is a control for, as {@link #CHANCE}; one family, one
 *     colour
 * @param familyPlace number of its family, from 0; methods and controls are counted apart
 * @param kindPlace number of its name among those of its kind, from 0
 * @param averagedAs the id that its rows in {@code summary.csv} stand under: seeds are averaged
 * @param summary one line
 * @param source paper or project
 * @param verified what its maps were compared with
 * @param sign what of a map with negative values is shown and scored, or {@link #NEVER_NEGATIVE};
 *     empty where an older version did not say
 * @param largestDifference of a map after min-max from what it was compared with; NaN where it was
 *     not, or an older version did not say
 * @param title the name as its authors write it; empty where an older version did not say
 */
public record MethodRow(
    String id,
    String name,
    String kind,
    String classes,
    String family,
    int familyPlace,
    int kindPlace,
    String averagedAs,
    String summary,
    String source,
    String verified,
    String sign,
    double largestDifference,
    String title) {

  /** Under test. */
  public static final String METHOD = "method";

  /** A published method to compare with. */
  public static final String PEER = "peer";

  /** Sees nothing of the model. */
  public static final String CONTROL = "control";

  /** Another method's map, degraded on purpose. */
  public static final String DEGRADED = "degraded";

  /** The family of the control whose score is the level of chance. */
  public static final String CHANCE = "chance";

  /** The family of the control that points at the middle of every image. */
  public static final String CENTRE_PRIOR = "centre prior";

  /** The map depends on the class that is explained. */
  public static final String SPECIFIC = "class-specific";

  /** Every class has the same map, by construction. */
  public static final String AGNOSTIC = "class-agnostic";

  /** No value of its maps is below 0. */
  public static final String NEVER_NEGATIVE = "never negative";

  /** How many columns older files may lack. */
  private static final int LATER = 3;

  public static final Schema<MethodRow> SCHEMA =
      new Schema<>(
          "methods.csv",
          Schema.columns(
              "id,name,kind,classes,family,family_place,kind_place,averaged_as,summary,source,verified,sign,largest_difference,title"),
          MethodRow::values,
          MethodRow::of,
          LATER);

  /** From texts by the names of the columns. */
  public static MethodRow of(Map<String, String> columns) {
    return new MethodRow(
        columns.get("id"),
        columns.get("name"),
        columns.get("kind"),
        columns.get("classes"),
        columns.get("family"),
        Integer.parseInt(columns.get("family_place")),
        Integer.parseInt(columns.get("kind_place")),
        columns.get("averaged_as"),
        columns.get("summary"),
        columns.get("source"),
        columns.get("verified"),
        columns.get("sign"),
        Double.parseDouble(columns.get("largest_difference")),
        columns.get("title"));
  }

  /**
   * Adds rows to a folder's file, which benchmarks and evaluation share: an id that is there
   * already is described anew, the others stay.
   */
  public static void add(Table<MethodRow> table, List<MethodRow> rows) {
    Map<String, MethodRow> all = new LinkedHashMap<>();
    List<MethodRow> before = table.readIfPresent();
    before.forEach(row -> all.put(row.id(), row));
    rows.forEach(row -> all.put(row.id(), row));
    List<MethodRow> after = new ArrayList<>(all.values());
    if (!after.equals(before)) {
      table.write(after);
    }
  }

  private List<Object> values() {
    return List.of(
        id,
        name,
        kind,
        classes,
        family,
        familyPlace,
        kindPlace,
        averagedAs,
        summary,
        source,
        verified,
        sign,
        largestDifference,
        title);
  }

  private static MethodRow of(Fields f) {
    return new MethodRow(
        f.text("id"),
        f.text("name"),
        f.text("kind"),
        f.text("classes"),
        f.text("family"),
        f.count("family_place"),
        f.count("kind_place"),
        f.text("averaged_as"),
        f.text("summary"),
        f.text("source"),
        f.text("verified"),
        f.text("sign"),
        f.number("largest_difference"),
        f.text("title"));
  }
}
