package vitexplain.report;

import java.util.Comparator;
import java.util.Set;

/**
 * Rows that know nothing about the image, or a method's map spoilt on purpose. They show what a
 * number is worth, and win nothing.
 */
final class Controls {

  private static final Set<String> IDS =
      Set.of(
          "random", "constant", "centre", "inverse", "blurred", "all-background", "all-foreground");

  /** Methods before controls; otherwise as they come. */
  static final Comparator<String> LAST = Comparator.comparing(Controls::contain);

  private Controls() {}

  /** Whether a method's id, with or without options, is a control's. */
  static boolean contain(String method) {
    String family = method.replaceFirst("[:=].*", "");
    return IDS.contains(family);
  }
}
