package vitexplain.base;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The beginning of what was found in a file, for messages: a file decides how long its values are.
 */
public final class Excerpt {
  private static final int MOST_CHARACTERS = 120;
  private static final int MOST_ITEMS = 5;

  private Excerpt() {}

  /** A value in one line, at most {@value #MOST_CHARACTERS} characters of it and their number. */
  public static String of(Object value) {
    String text = String.valueOf(value);
    String start = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    // A terminal must not obey what a file says.
    String shown = start.replaceAll("\\p{Cntrl}", "?");
    return text.length() > MOST_CHARACTERS
        ? shown + "... (" + text.length() + " characters)"
        : shown;
  }

  /** A list, at most {@value #MOST_ITEMS} of its values and their number. */
  public static String of(Collection<?> values) {
    String shown =
        values.stream().limit(MOST_ITEMS).map(Excerpt::of).collect(Collectors.joining(", "));
    int more = values.size() - MOST_ITEMS;
    return "[" + shown + (more > 0 ? " and " + more + " more" : "") + "]";
  }
}
