package vitexplain.cli.print;

import java.io.PrintWriter;
import vitexplain.report.table.PaperTable;

/** A table of the report on the terminal: its caption, then columns as wide as their cells. */
public final class PlainTable {

  private PlainTable() {}

  public static void print(PaperTable table, PrintWriter out) {
    out.println(table.caption());
    new Columns(table.header(), table.rows(), 1).lines().forEach(out::println);
  }
}
