package vitexplain.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vitexplain.run.row.MethodRow;

/**
 * The methods of a run as {@code methods.csv} describes them, and how each is drawn. What the file
 * does not describe is a method under test of its own family, in the order of appearance.
 *
 * @param rows by id; an id without its seed stands for all its seeds
 * @param styles likewise
 * @param titled whether figures call methods by their titles, as papers do, and not by their ids
 */
public record Roster(Map<String, MethodRow> rows, Map<String, MethodStyle> styles, boolean titled) {

  /**
   * The methods of a run, each with its look.
   *
   * @param described lines of {@code methods.csv}
   * @param met ids that the other files name, in order
   */
  public static Roster of(List<MethodRow> described, List<String> met) {
    Map<String, MethodRow> rows = new LinkedHashMap<>();
    for (MethodRow row : described) {
      rows.put(row.id(), row);
      rows.putIfAbsent(row.averagedAs(), row);
    }
    for (String id : met) {
      rows.computeIfAbsent(id, unknown -> undescribed(unknown, rows.size()));
    }
    Map<String, MethodStyle> styles = new LinkedHashMap<>();
    Map<String, MethodStyle> dealt = Looks.deal(new ArrayList<>(rows.values()));
    rows.forEach((id, row) -> styles.put(id, dealt.get(row.averagedAs())));
    return new Roster(rows, styles, false);
  }

  private static MethodRow undescribed(String id, int place) {
    return new MethodRow(
        id,
        id,
        MethodRow.METHOD,
        MethodRow.SPECIFIC,
        id,
        place,
        place,
        id,
        "",
        "",
        "",
        "",
        Double.NaN,
        "");
  }

  private boolean is(String id, String kind) {
    return rows.containsKey(id) && rows.get(id).kind().equals(kind);
  }

  /**
   * Whether its rows know nothing about the image, or are a method's map degraded on purpose: they
   * show what a number is worth, and win nothing.
   */
  public boolean isControl(String id) {
    return is(id, MethodRow.CONTROL) || isDegraded(id);
  }

  /** Whether it is a method's map degraded on purpose. */
  public boolean isDegraded(String id) {
    return is(id, MethodRow.DEGRADED);
  }

  /** Whether its map depends on the class that is explained. */
  public boolean isSpecific(String id) {
    return rows.containsKey(id) && rows.get(id).classes().equals(MethodRow.SPECIFIC);
  }

  /** Whether it is a published method that the study's own are compared with. */
  public boolean isPeer(String id) {
    return is(id, MethodRow.PEER);
  }

  /** Whether it is a method under test, with its default options. */
  public boolean isUnderTest(String id) {
    return is(id, MethodRow.METHOD) && !hasOptions(rows.get(id));
  }

  static boolean hasOptions(MethodRow row) {
    return !row.averagedAs().equals(row.name());
  }

  /** The id that a control's rows in {@code summary.csv} stand under; empty if it was not run. */
  public Optional<String> control(String family) {
    return rows.values().stream()
        .filter(row -> row.kind().equals(MethodRow.CONTROL) && row.family().equals(family))
        .map(MethodRow::averagedAs)
        .findFirst();
  }

  /** The id that an id's rows in {@code summary.csv} stand under. */
  public String averagedAs(String id) {
    return rows.containsKey(id) ? rows.get(id).averagedAs() : id;
  }

  /**
   * What a paper calls a method: the name as its authors write it, where the run knows it, with the
   * options behind it.
   */
  public String title(String id) {
    MethodRow row = rows.get(id);
    String options = id.startsWith(row.name() + ":") ? id.substring(row.name().length() + 1) : "";
    String name = row.title().isEmpty() ? row.name() : row.title();
    return options.isEmpty() ? name : name + " (" + options + ")";
  }

  /** The same for figures that go into a paper. */
  public Roster forPrint() {
    return new Roster(rows, styles, true);
  }

  /** What a figure calls a method; what is no method of the run stays as it is. */
  public String label(String id) {
    return titled && rows.containsKey(id) ? title(id) : id;
  }

  /** Methods before controls; otherwise as they come. */
  public Comparator<String> controlsLast() {
    return Comparator.comparing(this::isControl);
  }

  /** How an id is drawn, the same in every figure. */
  public MethodStyle style(String id) {
    return Optional.ofNullable(styles.get(id))
        .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is none of the run's"));
  }
}
