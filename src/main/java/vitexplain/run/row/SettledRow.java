package vitexplain.run.row;

import java.util.List;
import java.util.OptionalInt;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * What is known of two methods in a study that may end before its images do: a line of {@code
 * settled.csv}. The verdicts and intervals hold all at once with the probability that the study
 * declared, whenever it stops.
 *
 * @param methodA a method's id
 * @param methodB the other's, or the random control's
 * @param metric the metric compared
 * @param fill as in {@link SampleRow}
 * @param verdict {@link #HIGHER}, {@link #LOWER}, {@link #EQUIVALENT} or {@link #OPEN}
 * @param decidedAt images evaluated when there was a verdict, this one included; empty while open
 * @param difference mean of A minus B over the images where both are defined; NaN without any
 * @param low lower end of its confidence sequence after these images
 * @param high upper end
 * @param n images where both are defined
 */
public record SettledRow(
    String methodA,
    String methodB,
    String metric,
    String fill,
    String verdict,
    OptionalInt decidedAt,
    double difference,
    double low,
    double high,
    int n) {

  /** The mean of A is higher. */
  public static final String HIGHER = "higher";

  /** It is lower. */
  public static final String LOWER = "lower";

  /** They differ by no more than the declared margin. */
  public static final String EQUIVALENT = "equivalent";

  /** None of this is known. */
  public static final String OPEN = "open";

  public static final Schema<SettledRow> SCHEMA =
      new Schema<>(
          "settled.csv",
          Schema.columns(
              "method_a,method_b,metric,fill,verdict,decided_at,difference,cs_low,cs_high,n"),
          SettledRow::values,
          SettledRow::of);

  /** Whether there is a verdict. */
  public boolean isDecided() {
    return decidedAt.isPresent();
  }

  /** Whether one mean is known to be above the other. */
  public boolean isUnequal() {
    return verdict.equals(HIGHER) || verdict.equals(LOWER);
  }

  /**
   * Images that a method was measured on: those until its last pair was decided.
   *
   * @param rows of a study
   * @param method that is in one of them, or in none, as other controls are
   * @param all images that were evaluated
   */
  public static int measured(List<SettledRow> rows, String method, int all) {
    List<SettledRow> own =
        rows.stream()
            .filter(row -> row.methodA().equals(method) || row.methodB().equals(method))
            .toList();
    boolean stays = own.isEmpty() || !own.stream().allMatch(SettledRow::isDecided);
    return stays ? all : own.stream().mapToInt(row -> row.decidedAt().getAsInt()).max().orElse(all);
  }

  private List<Object> values() {
    return List.of(
        methodA,
        methodB,
        metric,
        fill,
        verdict,
        decidedAt.isPresent() ? Integer.toString(decidedAt.getAsInt()) : "",
        difference,
        low,
        high,
        n);
  }

  private static SettledRow of(Fields f) {
    return new SettledRow(
        f.text("method_a"),
        f.text("method_b"),
        f.text("metric"),
        f.text("fill"),
        f.text("verdict"),
        f.optionalCount("decided_at"),
        f.number("difference"),
        f.number("cs_low"),
        f.number("cs_high"),
        f.count("n"));
  }
}
