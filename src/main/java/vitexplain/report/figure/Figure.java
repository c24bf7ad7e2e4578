package vitexplain.report.figure;

import java.util.List;
import vitexplain.report.chart.Plot;
import vitexplain.report.results.Results;

/** A kind of figure. Adding one is a class and a line in {@code Chapter.ALL}. */
public interface Figure {

  /** The plots that these results allow; none if the files it draws are missing. */
  List<Plot> plots(Results results);

  /** How many plots the page shows at once; a reader unfolds the others. */
  default int unfolded() {
    return 1;
  }
}
