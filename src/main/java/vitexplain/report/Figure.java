package vitexplain.report;

import java.util.List;

/** A kind of figure. Adding one is a class and a line in {@link Chapter#ALL}. */
interface Figure {

  /** The plots that these results allow; none if the files it draws are missing. */
  List<Plot> plots(Results results);

  /** How many plots the page shows at once; a reader unfolds the others. */
  default int unfolded() {
    return 1;
  }
}
