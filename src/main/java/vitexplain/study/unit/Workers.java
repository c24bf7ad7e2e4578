package vitexplain.study.unit;

import java.util.Iterator;
import java.util.List;

/**
 * Where units of work are computed: in this process one by one, or by others at the same time. To
 * be closed by whoever made it.
 */
@FunctionalInterface
public interface Workers extends AutoCloseable {

  /**
   * Begins; nothing is computed before the first result is asked for.
   *
   * @param units each with another image
   * @return results in the order of the units, computed as they are asked for or some of them
   *     ahead. It throws {@link vitexplain.base.Refusal} where no further unit can be computed.
   */
  Iterator<UnitResult> begin(List<UnitKey> units);

  @Override
  default void close() {}
}
