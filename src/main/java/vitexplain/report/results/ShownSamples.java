package vitexplain.report.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import vitexplain.report.chart.Roster;
import vitexplain.run.ShownImages;
import vitexplain.run.row.SampleRow;

/**
 * What was measured on the images that the report shows, picked as the rows of one image after the
 * other come: the others' are dropped, however many there are. Scalars and points of the two
 * removal curves, of the predicted class.
 */
final class ShownSamples {

  private final Roster roster;
  private final String primaryFill;
  private final ShownImages shown = new ShownImages();
  private final Map<String, List<SampleRow>> rows = new LinkedHashMap<>();
  private String current = "";

  ShownSamples(Roster roster, String primaryFill) {
    this.roster = roster;
    this.primaryFill = primaryFill;
  }

  void take(SampleRow row) {
    if (!row.image().equals(current)) {
      close();
      current = row.image();
    }
    boolean isPoint =
        (row.metric().equals(Curves.MORF) || row.metric().equals(Curves.LERF))
            && Curves.numeric(row.level());
    if (row.target().equals(SampleRow.PREDICTED)
        && Double.isFinite(row.value())
        && (isPoint || row.level().isEmpty())) {
      rows.computeIfAbsent(row.image(), image -> new ArrayList<>()).add(row);
    }
  }

  /** The rows of the shown images, when all have come. */
  List<SampleRow> rows() {
    close();
    current = "";
    return rows.values().stream().flatMap(List::stream).toList();
  }

  private void close() {
    if (!rows.containsKey(current) || shown.names().contains(current)) {
      return;
    }
    OptionalDouble mean =
        rows.get(current).stream()
            .filter(row -> row.metric().equals(Results.SRG) && row.fill().equals(primaryFill))
            .filter(row -> !roster.isControl(row.method()))
            .mapToDouble(SampleRow::value)
            .average();
    shown.add(current, mean.orElse(Double.NEGATIVE_INFINITY)).ifPresent(rows::remove);
  }
}
