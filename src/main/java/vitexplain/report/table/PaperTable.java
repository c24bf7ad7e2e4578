package vitexplain.report.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vitexplain.report.results.Family;

/**
 * A table as a paper would print it. Cells are finished text.
 *
 * @param name file name without extension
 * @param caption what it shows
 * @param header column names; the first column is the row's name
 * @param rows cells, each row as long as the header
 * @param muted indices of rows that are set back: controls, chance, numbers of images
 * @param family what its metrics have in common; none of a table of other things
 */
public record PaperTable(
    String name,
    String caption,
    List<String> header,
    List<List<String>> rows,
    Set<Integer> muted,
    Optional<Family> family) {
  private static final Pattern NUMBER = Pattern.compile("[-+\u2212]?\\d");

  public PaperTable {
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "table %s: a row of %d cells under %d columns: %s",
                name,
                row.size(),
                header.size(),
                row));
      }
    }
  }

  /** Whether a column holds words and no numbers, and stands to the left. */
  boolean isWords(int column) {
    List<String> cells = rows.stream().map(row -> row.get(column)).toList();
    return cells.stream().anyMatch(PaperTable::isWord)
        && cells.stream().noneMatch(cell -> NUMBER.matcher(cell).lookingAt());
  }

  private static boolean isWord(String cell) {
    return !cell.isEmpty() && Character.isLetter(cell.charAt(0));
  }

  /** The same of some of the images. */
  PaperTable of(String images, String suffix) {
    return new PaperTable(name + suffix, images + caption, header, rows, muted, family);
  }

  /** A table of other things than one family's metrics. */
  PaperTable(
      String name,
      String caption,
      List<String> header,
      List<List<String>> rows,
      Set<Integer> muted) {
    this(name, caption, header, rows, muted, Optional.empty());
  }
}
