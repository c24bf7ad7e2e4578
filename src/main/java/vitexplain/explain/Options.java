package vitexplain.explain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodId;

/**
 * The options in a method's name, {@code key=value,key=value}; each is read once. The key {@code
 * of} comes last: its value is the rest of the text, another method with options of its own.
 */
public final class Options {
  private static final Pattern INNER = Pattern.compile("(?:^|,)of=");

  private final String name;
  private final Map<String, String> unread = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * @param name the whole name, for messages
   * @param text what stands behind its colon
   * @throws Refusal if it is no list of {@code key=value}
   */
  Options(String name, String text) {
    this.name = name;
    Matcher inner = INNER.matcher(text);
    boolean wraps = inner.find();
    if (wraps) {
      unread.put("of", text.substring(inner.end()));
    }
    String own = wraps ? text.substring(0, inner.start()) : text;
    for (String part : own.isEmpty() ? new String[0] : own.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1 || unread.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "method '%s': '%s' is no option; expected key=value, each key once",
                name,
                part));
      }
    }
  }

  /**
   * A whole number from {@code min} to {@code max}.
   *
   * @throws Refusal if it is none
   */
  public int integer(String key, int byDefault, int min, int max) {
    String value = take(key);
    if (value == null) {
      return byDefault;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw wrong(key, value, "a whole number from " + min + " to " + max);
  }

  /**
   * A number from {@code min} to {@code max}.
   *
   * @throws Refusal if it is none
   */
  public double number(String key, double byDefault, double min, double max) {
    String value = take(key);
    if (value == null) {
      return byDefault;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw wrong(key, value, "a number from " + min + " to " + max);
  }

  /**
   * One of an enum's constants.
   *
   * @throws Refusal if it is none of them
   */
  public <T extends Enum<T>> T choice(String key, T byDefault) {
    return choice(key, byDefault, Map.of());
  }

  /**
   * The same, with former names of constants besides.
   *
   * @param former from a name that is still read to the constant
   */
  public <T extends Enum<T>> T choice(String key, T byDefault, Map<String, T> former) {
    String value = take(key);
    if (value != null && former.containsKey(value)) {
      return former.get(value);
    }
    if (value == null) {
      return byDefault;
    }
    T[] constants = byDefault.getDeclaringClass().getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> MethodId.spelled(constant).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    key,
                    value,
                    Arrays.stream(constants)
                        .map(MethodId::spelled)
                        .collect(Collectors.joining(", "))));
  }

  /** Another method, with its options. */
  public Explainer method(String byDefault) {
    String id = take("of");
    return Methods.named(id == null ? byDefault : id);
  }

  private String take(String key) {
    known.add(key);
    return unread.remove(key);
  }

  private Refusal wrong(String key, String value, String expected) {
    return Refusal.request(
        String.format(
            Locale.ROOT, "method '%s': %s is '%s'; expected %s", name, key, value, expected));
  }

  /**
   * @throws Refusal if an option was given that the method does not have
   */
  void requireAllRead() {
    if (!unread.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "method '%s': unknown option(s) %s; it has %s",
              name,
              unread.keySet(),
              known.isEmpty() ? "none" : known));
    }
  }
}
