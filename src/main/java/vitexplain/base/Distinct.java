package vitexplain.base;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists in which a name given twice would count twice. */
public final class Distinct {

  private Distinct() {}

  /**
   * Refuses a name that stands in a list more than once.
   *
   * @param what one of them is, as {@code method}
   * @param names in the form in which equal things have equal names
   * @throws Refusal of the kind REQUEST naming it
   */
  public static void require(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw Refusal.request(
            what
                + " '"
                + name
                + "' is given twice and would count twice. Give it once; an option at its default"
                + " value makes no other "
                + what
                + ".");
      }
    }
  }
}
