package vitexplain.report.latex;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.base.Version;

/**
 * The works that methods and metrics come from.
 *
 * @param references in the file's order
 */
public record Bibliography(List<Reference> references) {

  private static final String FILE = "/vitexplain/report/references.bib";

  private static final Pattern ENTRY = Pattern.compile("(?ms)^@[a-z]+\\{([^,\\s]+),\\n.*?^}$");

  public Bibliography {
    references = List.copyOf(references);
  }

  /** Those that come with the program. */
  public static Bibliography known() {
    try (InputStream file =
        Objects.requireNonNull(Bibliography.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new Bibliography(ENTRY.matcher(text).results().map(Bibliography::reference).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reference reference(MatchResult entry) {
    return new Reference(entry.group(1), entry.group());
  }

  /** This program. */
  public static Reference tool() {
    return new Reference(
        "vitexplain",
        String.format(
            Locale.ROOT,
            """
            @misc{vitexplain,
              author = {{The vitexplain authors}},
              title = {vitexplain: A Benchmark and Research Harness for Explanation Methods on Vision Transformers},
              note = {Version %s}
            }""",
            Version.current()));
  }

  /**
   * The works that a source names; none of one that names no work, as of a control.
   *
   * @param source as in {@code methods.csv} and {@code metrics.csv}; several parted by semicolons
   */
  public List<Reference> of(String source) {
    return Arrays.stream(source.split(";", -1)).map(String::strip).flatMap(this::work).toList();
  }

  private Stream<Reference> work(String source) {
    List<Reference> named = references.stream().filter(work -> work.isNamedIn(source)).toList();
    return named.isEmpty()
        ? references.stream().filter(work -> work.isOf(source)).limit(1)
        : named.stream();
  }

  /** A file of the works that these sources name, each once, and of this program. */
  public String file(Collection<String> sources) {
    Set<Reference> cited = new LinkedHashSet<>();
    sources.forEach(source -> cited.addAll(of(source)));
    return file(cited);
  }

  /** A file of every work, and of this program. */
  public String file() {
    return file(new LinkedHashSet<>(references));
  }

  private static String file(Set<Reference> cited) {
    cited.add(tool());
    return cited.stream().map(work -> work.text() + "\n").collect(Collectors.joining("\n"));
  }
}
