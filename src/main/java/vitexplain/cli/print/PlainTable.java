package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import vitexplain.report.table.PaperTable;

/** A table of the report on the terminal: its caption, then columns as wide as their cells. */
public final class PlainTable {
  private static final String GAP = "  ";

  private PlainTable() {}

  public static void print(PaperTable table, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.header());
    lines.addAll(table.rows());
    out.println(table.caption());
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < line.size(); c++) {
        int column = c;
        int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElseThrow();
        text.append(line.get(c)).append(" ".repeat(width - line.get(c).length())).append(GAP);
      }
      out.println(text.toString().stripTrailing());
    }
  }
}
