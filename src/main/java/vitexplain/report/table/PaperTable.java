package vitexplain.report.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
