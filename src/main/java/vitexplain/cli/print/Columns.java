package vitexplain.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in columns as wide as their cells. One that is wider than the terminal first says once
 * what is the same in all rows, then goes on below with the rows' keys again.
 *
 * @param header a name for each column
 * @param rows cells, each row as long as the header
 * @param keys how many columns from the left say what a row is, 1 or more
 */
record Columns(List<String> header, List<List<String>> rows, int keys) {

  /** System property with the columns of the terminal that standard output is; unset for none. */
  static final String WIDTH = "vitexplain.width";

  private static final String GAP = "  ";

  /** Numbers, which end at the same place. */
  private static final Pattern NUMBER = Pattern.compile("(n<)?[-+−]?[\\d.,]+( \\+- [\\d.]+)?|–|");

  /** For the terminal that the program was started from. */
  List<String> lines() {
    return lines(Integer.getInteger(WIDTH, 0));
  }

  /**
   * The lines, without spaces at their ends.
   *
   * @param width columns of the terminal; 0 for a file or a pipe, where lines are as long as need
   *     be
   */
  List<String> lines(int width) {
    List<Integer> all = IntStream.range(0, header.size()).boxed().toList();
    if (width <= 0 || length(all) <= width) {
      return block(all);
    }
    List<Integer> same = all.stream().filter(c -> c > 0 && c < keys && isSame(c)).toList();
    List<String> lines = new ArrayList<>();
    if (!same.isEmpty()) {
      lines.add(
          same.stream()
              .map(c -> header.get(c) + " " + rows.get(0).get(c))
              .collect(Collectors.joining(", ")));
    }
    List<Integer> key =
        all.subList(0, keys).stream().filter(column -> !same.contains(column)).toList();
    for (List<Integer> block : blocks(key, all.subList(keys, all.size()), width)) {
      lines.addAll(block(block));
    }
    return lines;
  }

  /** As many columns behind the keys as fit, at least one. */
  private List<List<Integer>> blocks(List<Integer> key, List<Integer> others, int width) {
    List<List<Integer>> blocks = new ArrayList<>();
    List<Integer> block = new ArrayList<>(key);
    for (int column : others) {
      List<Integer> longer = new ArrayList<>(block);
      longer.add(column);
      if (block.size() > key.size() && length(longer) > width) {
        blocks.add(block);
        longer = new ArrayList<>(key);
        longer.add(column);
      }
      block = longer;
    }
    blocks.add(block);
    return blocks;
  }

  private boolean isSame(int column) {
    return rows.stream().map(row -> row.get(column)).distinct().count() == 1;
  }

  private int width(int column) {
    return Math.max(
        header.get(column).length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }

  private int length(List<Integer> columns) {
    return columns.stream().mapToInt(this::width).sum() + GAP.length() * (columns.size() - 1);
  }

  private List<String> block(List<Integer> columns) {
    List<String> lines = new ArrayList<>();
    lines.add(line(header, columns));
    rows.forEach(row -> lines.add(line(row, columns)));
    return lines;
  }

  private String line(List<String> cells, List<Integer> columns) {
    return columns.stream()
        .map(column -> padded(cells.get(column), column))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private String padded(String cell, int column) {
    String space = " ".repeat(width(column) - cell.length());
    boolean right =
        column > 0 && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    return right ? space + cell : cell + space;
  }
}
