package vitexplain.report.latex;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of a bibliography.
 *
 * @param key what it is cited by
 * @param text the entry as it stands in the file
 */
public record Reference(String key, String text) {

  private static final Pattern SURNAME = Pattern.compile("\\{?([^,{}]+)");

  /** A field without its outer braces. */
  public Optional<String> field(String name) {
    Matcher line =
        Pattern.compile("(?m)^  " + Pattern.quote(name) + " = \\{(.*)},?$").matcher(text);
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  /** Surname of the first author in letters without accents, as umlauts are written in ASCII. */
  String firstAuthor() {
    String author =
        field("author")
            .orElse("")
            .replaceAll("\\{\\\\\"([aou])}", "$1e")
            .replaceAll("[{}\\\\']", "");
    Matcher surname = SURNAME.matcher(author);
    return surname.find() ? surname.group(1) : "";
  }

  /** Whether a source names this work: by arXiv number, DOI or project. */
  boolean isNamedIn(String source) {
    return field("eprint").filter(number -> source.contains("arXiv:" + number)).isPresent()
        || field("doi").filter(doi -> source.contains("doi:" + doi)).isPresent()
        || field("howpublished").filter(place -> isPlace(place, source)).isPresent()
        || field("title")
            .filter(title -> source.startsWith(title.replaceFirst(":.*", " ")))
            .isPresent();
  }

  private static boolean isPlace(String place, String source) {
    String project = place.replaceFirst(".*?github\\.com/", "").replace("}", "");
    return source.contains(project);
  }

  /** Whether a source without a number has its first author and year. */
  boolean isOf(String source) {
    String year = field("year").orElse("?");
    return source.startsWith(firstAuthor() + " ") && source.contains(" " + year);
  }
}
