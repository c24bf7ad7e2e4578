package vitexplain.protocol;

import java.util.List;
import vitexplain.run.row.ReproductionImageRow;

/** What a protocol measures, added up picture by picture: nothing grows with their number. */
interface Scoring {

  /**
   * Scores one picture with every method. It counts for all of them or, where it cannot be used,
   * for none.
   *
   * @throws vitexplain.base.Refusal of the input if it cannot be used
   */
  List<ReproductionImageRow> add(Subject subject);

  /** The numbers over the pictures so far. */
  List<Measured> measured();
}
