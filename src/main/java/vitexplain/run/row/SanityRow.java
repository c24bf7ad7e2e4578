package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * One sanity check of one method: a line of {@code sanity.csv}.
 *
 * @param method a method's id
 * @param check the name of a metric of similarity, as {@code mprt_head}
 * @param similarity mean rank correlation over images of the map with the map after the change;
 *     cascades have every block re-initialised
 * @param ciLow lower end of its 95 % bootstrap interval; NaN below 4 images
 * @param ciHigh upper end
 * @param n images checked
 * @param expected {@link #CHANGES} or {@link #STAYS}
 * @param verdict {@code pass}, {@code fail} or {@code undecided} of a check that could end either
 *     way; else {@link #BY_CONSTRUCTION} or {@code not applicable}
 */
public record SanityRow(
    String method,
    String check,
    double similarity,
    double ciLow,
    double ciHigh,
    int n,
    String expected,
    String verdict) {

  /** The map should depend on what is changed. */
  public static final String CHANGES = "changes";

  /** The map cannot depend on it, by construction. */
  public static final String STAYS = "does not change";

  /** The verdict on a check that could not have ended otherwise. */
  public static final String BY_CONSTRUCTION = "by construction";

  public static final Schema<SanityRow> SCHEMA =
      new Schema<>(
          "sanity.csv",
          Schema.columns("method,check,similarity,ci_low,ci_high,n,expected,verdict"),
          SanityRow::values,
          SanityRow::of);

  private List<Object> values() {
    return List.of(method, check, similarity, ciLow, ciHigh, n, expected, verdict);
  }

  private static SanityRow of(Fields f) {
    return new SanityRow(
        f.text("method"),
        f.text("check"),
        f.number("similarity"),
        f.number("ci_low"),
        f.number("ci_high"),
        f.count("n"),
        f.text("expected"),
        f.text("verdict"));
  }
}
