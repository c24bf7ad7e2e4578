package vitexplain.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody who mistyped a name probably meant: the mend at the end of an error. */
public final class NearestName {

  /** Beyond a third of the letters wrong, a suggestion is a guess. */
  private static final int LETTERS_PER_SLIP = 3;

  private static final int MOST_SUGGESTIONS = 3;

  private NearestName() {}

  /**
   * A sentence to end an error with: {@code Did you mean 'iou_fg' or 'iou_bg'?} when a known name
   * is near, else {@code Known: a, b, c.} with all of them in the order given.
   *
   * @param given what was asked for; case does not count
   * @param known the names that exist, at least one
   */
  public static String hint(String given, Collection<String> known) {
    List<String> near = near(given, known);
    return near.isEmpty()
        ? "Known: " + String.join(", ", known) + "."
        : "Did you mean '" + String.join("' or '", near) + "'?";
  }

  /**
   * What ends a sentence that has said what is expected: {@code . Did you mean 'iou_fg'?} when a
   * known name is near, else a full stop.
   *
   * @param given what was asked for; case does not count
   * @param known the names that exist; they may be too many to list
   */
  public static String ending(String given, Collection<String> known) {
    List<String> near = near(given, known);
    return near.isEmpty() ? "." : ". Did you mean '" + String.join("' or '", near) + "'?";
  }

  /** The nearest known names, nearest first, names equally near in the order given; at most 3. */
  public static List<String> near(String given, Collection<String> known) {
    String wanted = given.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> begins(wanted, name) || isNear(wanted, name))
        .sorted(Comparator.comparingInt(name -> slips(wanted, name)))
        .limit(MOST_SUGGESTIONS)
        .toList();
  }

  /** Counts slips only where the lengths leave a chance: names from files can be many and long. */
  private static boolean isNear(String wanted, String name) {
    int allowed = allowed(wanted, name);
    return Math.abs(wanted.length() - name.length()) <= allowed && slips(wanted, name) <= allowed;
  }

  private static boolean begins(String wanted, String name) {
    return !wanted.isEmpty() && name.toLowerCase(Locale.ROOT).startsWith(wanted);
  }

  private static int slips(String wanted, String name) {
    return LevenshteinDistance.getDefaultInstance().apply(wanted, name.toLowerCase(Locale.ROOT));
  }

  private static int allowed(String wanted, String name) {
    return Math.max(1, Math.max(wanted.length(), name.length()) / LETTERS_PER_SLIP);
  }
}
