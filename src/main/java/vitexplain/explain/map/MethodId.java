package vitexplain.explain.map;

import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;

/** Writes a method's name with the options that differ from their defaults. */
public final class MethodId {
  /** What a control made from another method's map takes by default. */
  public static final String WRAPPED = "legrad";

  private final StringJoiner text;

  private MethodId(String base) {
    this.text = new StringJoiner(",", base + ":", "").setEmptyValue(base);
  }

  public static MethodId of(String base) {
    return new MethodId(base);
  }

  /** Adds {@code key=value} unless the value is the default. */
  public MethodId option(String key, Object value, Object byDefault) {
    if (!Objects.equals(value, byDefault)) {
      text.add(key + "=" + spelled(value));
    }
    return this;
  }

  /** Constants as users write them: {@code PER_TOKEN} is {@code per-token}. */
  public static String spelled(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
