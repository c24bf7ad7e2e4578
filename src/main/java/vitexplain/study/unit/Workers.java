package vitexplain.study.unit;

import java.util.Iterator;
import java.util.List;

/** Where units of work are computed: in this process one by one, or by others at the same time. */
@FunctionalInterface
public interface Workers {

  /**
   * Begins; nothing is computed before the first result is asked for.
   *
   * @param images names in order
   * @return results in the order of the images, computed as they are asked for or some of them
   *     ahead
   */
  Iterator<UnitResult> begin(List<String> images);
}
