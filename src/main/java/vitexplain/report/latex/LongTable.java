package vitexplain.report.latex;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.report.table.Latex;
import vitexplain.report.table.PaperTable;

/**
 * A table of the supplement, over as many pages as it needs: columns that do not fit the page stand
 * in a table below, behind the rows' names again.
 */
record LongTable(PaperTable table) {

  /** Letters in a line of the page, in the size of the tables, at most. */
  private static final int LINE = 112;

  /** Between columns, in letters. */
  private static final int GAP = 3;

  private static final Pattern NUMBER = Pattern.compile("−?[0-9]+(?:\\.[0-9]+)?");

  private static final String SPACE = "\u2012"; // as wide as a minus; see Latex

  String text() {
    List<List<Integer>> parts = parts();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      out.append(part(parts.get(i), i));
    }
    return out.toString();
  }

  private List<List<Integer>> parts() {
    List<List<Integer>> parts = new ArrayList<>();
    int used = LINE + 1;
    for (int column = 1; column < table.header().size(); column++) {
      int width = width(column) + GAP;
      if (used + width > LINE) {
        parts.add(new ArrayList<>(List.of(0)));
        used = width(0);
      }
      parts.get(parts.size() - 1).add(column);
      used += width;
    }
    return parts.isEmpty() ? List.of(List.of(0)) : parts;
  }

  private int width(int column) {
    int cells = table.rows().stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(cells, table.header().get(column).length());
  }

  private String part(List<Integer> columns, int number) {
    StringBuilder out = new StringBuilder();
    out.append("\\begin{longtable}{l").append(kinds(columns)).append("}\n");
    out.append("\\caption");
    if (number > 0) {
      out.append("[]{Table~\\ref{tab:").append(table.name()).append("}, further columns.");
    } else {
      out.append('[').append(Latex.escape(table.name())).append("]{");
      out.append(Latex.escape(table.caption())).append('}');
      out.append("\\label{tab:").append(table.name());
    }
    out.append("}\\\\\n\\toprule\n");
    String head = Latex.line(columns.stream().map(table.header()::get).toList(), false);
    out.append(head).append("\\midrule\n\\endfirsthead\n\\toprule\n");
    out.append(head).append("\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n");
    List<List<String>> cells = columns.stream().map(this::aligned).toList();
    for (int row = 0; row < table.rows().size(); row++) {
      int at = row;
      out.append(
          Latex.line(cells.stream().map(c -> c.get(at)).toList(), table.muted().contains(row)));
    }
    return out.append("\\end{longtable}\n\n").toString();
  }

  /** Numbers end at the right of their column, words begin at its left. */
  private String kinds(List<Integer> columns) {
    return columns.stream()
        .skip(1)
        .map(
            column ->
                table.rows().stream().map(row -> row.get(column)).anyMatch(LongTable::isNumber)
                    ? "r"
                    : "l")
        .collect(Collectors.joining());
  }

  private static boolean isNumber(String cell) {
    return cell.matches("(?s)[−<> ]*[0-9].*");
  }

  /** A column in which every number has room for a sign where one of those in its place has one. */
  private List<String> aligned(int column) {
    List<String> cells = table.rows().stream().map(row -> row.get(column)).toList();
    if (column == 0) {
      return cells;
    }
    List<List<MatchResult>> numbers =
        cells.stream().map(cell -> NUMBER.matcher(cell).results().toList()).toList();
    int most = numbers.stream().mapToInt(List::size).max().orElse(0);
    List<Boolean> signed =
        IntStream.range(0, most)
            .mapToObj(
                place ->
                    numbers.stream()
                        .anyMatch(
                            all -> place < all.size() && all.get(place).group().startsWith("−")))
            .toList();
    return cells.stream().map(cell -> padded(cell, signed)).collect(Collectors.toList());
  }

  private static String padded(String cell, List<Boolean> signed) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    int place = 0;
    for (MatchResult number : NUMBER.matcher(cell).results().toList()) {
      out.append(cell, from, number.start());
      // Before the first number of a cell nothing has to line up: columns end at the right.
      if (place > 0 && signed.get(place) && !number.group().startsWith("−")) {
        out.append(SPACE);
      }
      out.append(number.group());
      from = number.end();
      place++;
    }
    return out.append(cell.substring(from)).toString();
  }
}
