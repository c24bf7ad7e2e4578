package vitexplain.report.latex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;

class BibliographyTest {
  private static final Bibliography KNOWN = Bibliography.known();

  /** Of the points of a curve, which are rows of {@code metrics.csv} and no metric. */
  private static final String CURVES = "Samek et al. 2017, arXiv:1509.06321";

  /** Author and year of a source, as in {@code Chefer et al. 2021, arXiv:2103.15679}. */
  private static final Pattern AUTHOR =
      Pattern.compile("([A-Z]\\w+)(?: et al\\.| and \\w+)? ([12][0-9]{3})");

  static Stream<String> sources() {
    return Stream.concat(
            Methods.all().stream()
                .filter(entry -> entry.kind().explains())
                .map(Methods.Entry::source),
            Stream.concat(
                Metrics.all().stream().map(metric -> metric.info().source()), Stream.of(CURVES)))
        .distinct();
  }

  static Stream<Reference> works() {
    return Stream.concat(KNOWN.references().stream(), Stream.of(Bibliography.tool()));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void everySourceIsFoundWithItsAuthorsAndYears(String source) {
    List<Reference> works = KNOWN.of(source);
    assertThat(works).hasSize(source.split(";").length);
    List<MatchResult> authors = AUTHOR.matcher(source).results().toList();
    for (int i = 0; i < authors.size(); i++) {
      assertThat(works.get(i).firstAuthor()).isEqualTo(authors.get(i).group(1));
      assertThat(works.get(i).field("year")).hasValue(authors.get(i).group(2));
    }
  }

  @ParameterizedTest
  @MethodSource("works")
  void entryIsWellFormed(Reference work) {
    String text = work.text();
    assertThat(text)
        .matches("(?s)@(article|inproceedings|misc)\\{[a-z0-9-]+,\\n(  [a-z]+ = .*,?\\n)+}");
    int open = 0;
    for (int c : text.chars().toArray()) {
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      assertThat(open).isNotNegative();
      assertThat(c).as("ASCII, for every BibTeX").isLessThan(128);
    }
    assertThat(open).isZero();
    List<String> lines = text.lines().toList();
    for (int i = 1; i < lines.size() - 1; i++) { // a comma parts the fields
      assertThat(lines.get(i).endsWith("},")).as(lines.get(i)).isEqualTo(i < lines.size() - 2);
    }
    assertThat(work.field("author")).isPresent();
    assertThat(work.field("title")).isPresent();
    if (text.startsWith("@article")) {
      assertThat(work.field("journal")).isPresent();
      assertThat(work.field("year")).isPresent();
    }
    if (text.startsWith("@inproceedings")) {
      assertThat(work.field("booktitle")).isPresent();
      assertThat(work.field("year")).isPresent();
    }
  }

  @Test
  void keysAreUniqueAndNoWorkIsUncited() {
    Set<String> keys = new HashSet<>();
    assertThat(KNOWN.references()).allMatch(work -> keys.add(work.key()));
    String all = KNOWN.file(sources().toList());
    assertThat(KNOWN.references()).allMatch(work -> all.contains("{" + work.key() + ","));
    assertThat(all).contains("@misc{vitexplain,").containsOnlyOnce("{chefer2021generic,");
  }

  @Test
  void controlNamesNoWork() {
    assertThat(KNOWN.of("control")).isEmpty();
    assertThat(KNOWN.of("Nobody et al. 2021, arXiv:9999.99999")).isEmpty();
  }
}
