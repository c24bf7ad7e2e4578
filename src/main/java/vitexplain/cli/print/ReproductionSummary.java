package vitexplain.cli.print;

import java.util.ArrayList;
import java.util.List;
import vitexplain.protocol.Protocol;
import vitexplain.protocol.Protocols;
import vitexplain.report.table.ReproductionTable;
import vitexplain.run.row.ReproductionRow;

/** Published protocols on the terminal. */
public final class ReproductionSummary {
  private ReproductionSummary() {}

  /** Published numbers and ours, then what has to be known of them. */
  public static List<String> lines(List<ReproductionRow> rows) {
    List<String> lines = new ArrayList<>();
    for (ReproductionTable table : ReproductionTable.of(rows)) {
      lines.add(table.lead());
      lines.addAll(new Columns(table.header(), table.rows(), 2).lines());
      lines.addAll(table.numbered());
    }
    return lines;
  }

  /** What there is, with the data and the weights that each needs. */
  public static List<String> list() {
    List<String> lines = new ArrayList<>();
    for (Protocol protocol : Protocols.all()) {
      lines.add(protocol.name() + ": " + protocol.summary());
      lines.addAll(needs(protocol));
      lines.add("");
    }
    lines.add(
        "Another model or other data can be given; it is then said beside the published numbers.");
    return lines;
  }

  /** The data and the weights of one, and how they are got. */
  public static List<String> needs(Protocol protocol) {
    return List.of(
        "  data:    " + protocol.data().words() + ": " + protocol.data().how(),
        "  weights: "
            + protocol.model().words()
            + ": --model "
            + protocol.model().id()
            + ", from the local cache or downloaded into it",
        "  methods: " + String.join(" ", protocol.methods()));
  }
}
