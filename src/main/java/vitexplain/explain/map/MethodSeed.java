package vitexplain.explain.map;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Separates a method's seed from its name: {@code random:seed=2} is {@code random} with seed 2. */
public final class MethodSeed {
  private static final Pattern OPTION = Pattern.compile("[:,]seed=(\\d+)");

  private MethodSeed() {}

  /** The seed in a method's id, 0 if there is none. */
  public static long of(String id) {
    Matcher option = OPTION.matcher(id);
    return option.find() ? Long.parseLong(option.group(1)) : 0;
  }

  /** The id without its seed: what several seeds of one method have in common. */
  public static String without(String id) {
    return OPTION.matcher(id).replaceFirst("");
  }
}
