package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;

/**
 * Holds every sentence against the CSV files of its run folder, read and counted once more here.
 */
public final class Recomputed {
  private static final String TEST =
      " \\(paired permutation test of the mean, Holm over (\\d+) comparisons?, 5 %\\)\\.";

  private final Path root;
  private final Map<Pattern, Consumer<MatchResult>> claims = new LinkedHashMap<>();

  public Recomputed(Path root) {
    this.root = root;
    claim(
        "(\\S+) has the highest mean faithfulness of this run \\(srg (\\S+) \\[(\\S+), (\\S+)\\], fill (\\S+), n = (\\d+) images\\)\\. (.*)"
            + TEST,
        this::highest);
    claim(
        "No method of this run is shown to be more faithful than a random map; (\\S+) comes first \\(srg (\\S+) .*\\)\\.",
        this::noneAboveRandom);
    claim(
        "n = (\\d+) images are too few to rank by: with (\\d+) comparisons no corrected p value can come out below 0.05 \\(least possible: (\\S+)\\)\\. The means stand in the table; none is called the highest\\.",
        this::tooFew);
    claim(
        "The weights of (\\S+) were drawn at random\\.",
        m -> assertThat(m.group(1)).startsWith("shape:"));
    claim(
        "What a map is faithful to is then no knowledge, so this run puts no method above another\\.",
        m -> {});
    claim("This evaluation is not finished: (\\d+) of (\\d+) images so far\\.", this::unfinished);
    claim(
        "(\\S+|\\d+ of \\d+ methods|No method|Each of the \\d+ methods) (?:is|are) shown to be more faithful than a (random map|blob in the middle of every image) \\(control (\\S+)\\)(?:, not (.*?))?"
            + TEST,
        this::control);
    claim(
        "By (\\S+?)(?: @ (\\S+))? the control centre \\((\\S+)\\) has a higher mean than (\\d+) of (\\d+) methods(?:, (.*))?\\.",
        this::centre);
    claim(
        "The size of srg depends on the occlusion strategy: of (\\S+) it is (.*) under (.*)\\.",
        this::sizes);
    claim(
        "The order of the methods turns with the strategy: first is (.*?)\\.(?: Kendall's tau with the order under (\\S+): (.*)\\.)?",
        this::turns);
    claim(
        "The first is the same under each strategy(.*?)\\. Kendall's tau with the order under (\\S+): (.*)\\.",
        this::sameFirst);
    claim("It takes (\\S+) \\[(\\S+), (\\S+)\\] times as long as the forward pass\\.", this::price);
    claim(
        "(?:Each of the|(\\d+) of the) (\\d+) methods (?:was|were) timed \\((.*?)\\): a map takes from (\\S+) \\[\\S+, (\\S+)\\] \\((\\S+)\\) to (\\S+) \\[(\\S+), \\S+\\] \\((\\S+)\\) forward passes \\[.*\\]\\.",
        this::range);
    claim(
        "Do not rely on the order of the methods by srg: two halves of these images agree on it with (\\S+) \\[(\\S+), (\\S+)\\] only \\(split-half reliability\\)\\.",
        this::reliability);
  }

  private void claim(String sentence, Consumer<MatchResult> check) {
    claims.put(Pattern.compile(sentence), check);
  }

  /** Every sentence is one of those known here, and what it says is so. */
  public void check(List<String> sentences) {
    for (String sentence : sentences) {
      List<Matcher> found =
          claims.keySet().stream().map(p -> p.matcher(sentence)).filter(Matcher::matches).toList();
      assertThat(found).as(sentence).hasSize(1);
      claims.get(found.get(0).pattern()).accept(found.get(0));
    }
  }

  private void highest(MatchResult m) {
    Map<String, String> best = first(m.group(5));
    assertThat(m.group(1)).isEqualTo(best.get("method"));
    assertThat(m.group(2)).isEqualTo(rounded(best.get("mean"), 3));
    assertThat(m.group(3)).isEqualTo(rounded(best.get("ci_low"), 3));
    assertThat(m.group(4)).isEqualTo(rounded(best.get("ci_high"), 3));
    assertThat(m.group(6)).isEqualTo(best.get("n"));
    List<Map<String, String>> rivals = pairs("best");
    assertThat(m.group(8)).isEqualTo("" + rivals.size());
    List<String> equal = names(rivals, row -> !decided(row), "method_b");
    assertThat(m.group(7))
        .isEqualTo(
            equal.isEmpty()
                ? "Its lead over every other method compared is significant"
                : "This run cannot tell it from " + listed(equal));
    assertThat(
            names(
                pairs("control"), row -> decided(row) && number(row, "difference") > 0, "method_a"))
        .contains(m.group(1));
  }

  private void noneAboveRandom(MatchResult m) {
    assertThat(pairs("control"))
        .noneMatch(
            row ->
                row.get("method_a").equals(m.group(1))
                    && decided(row)
                    && number(row, "difference") > 0);
    assertThat(m.group(1)).isEqualTo(first("drop").get("method"));
  }

  private void tooFew(MatchResult m) {
    int n = Integer.parseInt(m.group(1));
    int k = Integer.parseInt(m.group(2));
    assertThat(pairs("best")).hasSize(k).allMatch(row -> row.get("n").equals(m.group(1)));
    double least = Math.min(1, k * 2 / Math.pow(2, n)); // all signs alike, on either side
    assertThat(least).isGreaterThanOrEqualTo(0.05);
    assertThat(m.group(3)).isEqualTo(rounded("" + least, 3));
  }

  private void unfinished(MatchResult m) {
    long images =
        new RunFolder(root).samples().read().stream().map(SampleRow::image).distinct().count();
    long failed = rows("failures.csv").stream().map(row -> row.get("image")).distinct().count();
    assertThat(m.group(1)).isEqualTo("" + (images + failed));
    assertThat(Integer.parseInt(m.group(2))).isGreaterThan(Integer.parseInt(m.group(1)));
  }

  private void control(MatchResult m) {
    List<Map<String, String>> rows = pairs(m.group(3).equals("random") ? "control" : "centre");
    assertThat(m.group(5)).isEqualTo("" + rows.size());
    List<String> better =
        names(rows, row -> decided(row) && number(row, "difference") > 0, "method_a");
    List<String> others =
        names(rows, row -> !(decided(row) && number(row, "difference") > 0), "method_a");
    assertThat(m.group(1))
        .isEqualTo(
            better.isEmpty()
                ? "No method"
                : others.isEmpty()
                    ? "Each of the " + rows.size() + " methods"
                    : better.size() + " of " + rows.size() + " methods");
    if (m.group(4) != null) {
      assertThat(m.group(4)).isEqualTo(listed(others));
    }
  }

  private void centre(MatchResult m) {
    String level = m.group(2) == null ? "" : m.group(2);
    List<Map<String, String>> rows =
        rows("summary.csv").stream()
            .filter(row -> row.get("metric").equals(m.group(1)) && row.get("level").equals(level))
            .filter(row -> row.get("target").equals("predicted"))
            .filter(row -> row.get("average").equals("macro"))
            .toList();
    double centre =
        rows.stream()
            .filter(row -> row.get("method").equals("centre"))
            .mapToDouble(row -> number(row, "mean"))
            .findFirst()
            .orElseThrow();
    List<Map<String, String>> methods = rows.stream().filter(Recomputed::isMethod).toList();
    List<String> below = names(methods, row -> number(row, "mean") < centre, "method");
    assertThat(m.group(3)).isEqualTo(rounded("" + centre, 3));
    assertThat(m.group(4)).isEqualTo("" + below.size());
    assertThat(m.group(5)).isEqualTo("" + methods.size());
    if (m.group(6) != null) {
      assertThat(m.group(6)).isEqualTo(listed(below));
    }
  }

  private void sizes(MatchResult m) {
    assertThat(m.group(1)).isEqualTo(first("drop").get("method"));
    List<String> values = List.of(m.group(2).split(" / "));
    List<String> fills = List.of(m.group(3).split(" / "));
    assertThat(values).hasSameSizeAs(fills);
    for (int i = 0; i < fills.size(); i++) {
      String fill = fills.get(i);
      assertThat(srg(fill).stream().filter(row -> row.get("method").equals(m.group(1))).toList())
          .singleElement()
          .extracting(row -> rounded(row.get("mean"), 3))
          .isEqualTo(values.get(i));
    }
  }

  private void turns(MatchResult m) {
    List<String> winners = new ArrayList<>();
    for (String place : m.group(1).split("; ", -1)) {
      String[] parts = place.split(" under ", -1);
      for (String fill : parts[1].split(", | and ", -1)) {
        assertThat(first(fill).get("method")).isEqualTo(parts[0]);
      }
      winners.add(parts[0]);
    }
    assertThat(winners.stream().distinct().count()).isGreaterThan(1);
    taus(m.group(2), m.group(3));
  }

  private void sameFirst(MatchResult m) {
    List<Double> taus = taus(m.group(2), m.group(3));
    List<Double> lowest = new ArrayList<>();
    for (Map<String, String> row : rows("rank_agreement.csv")) {
      boolean ofFills = row.get("metric_a").equals("srg") && row.get("metric_b").equals("srg");
      if (ofFills && row.get("fill_a").equals(m.group(2))) {
        lowest.add(number(row, "ci_low"));
      }
    }
    assertThat(m.group(1))
        .isEqualTo(
            taus.stream().anyMatch(tau -> tau < 0.8)
                ? "; the order of the others turns with it"
                : lowest.stream().allMatch(low -> low >= 0.8)
                    ? ", and so is most of the order"
                    : "; whether the order of the others is, these images do not tell");
    assertThat(
            srg("").stream().map(row -> first(row.get("fill")).get("method")).distinct().toList())
        .hasSizeLessThanOrEqualTo(1);
  }

  private List<Double> taus(String primary, String text) {
    List<Double> taus = new ArrayList<>();
    if (text == null) {
      return taus;
    }
    Matcher each = Pattern.compile("(\\w+) (\\S+?)(?: \\[.*?\\])?(?:, |$)").matcher(text);
    while (each.find()) {
      String fill = each.group(1);
      Map<String, String> row =
          rows("rank_agreement.csv").stream()
              .filter(r -> r.get("metric_a").equals("srg") && r.get("metric_b").equals("srg"))
              .filter(r -> r.get("fill_a").equals(primary) && r.get("fill_b").equals(fill))
              .findFirst()
              .orElseThrow();
      assertThat(each.group(2)).isEqualTo(rounded(row.get("kendall_tau"), 2));
      taus.add(number(row, "kendall_tau"));
    }
    assertThat(taus).isNotEmpty();
    return taus;
  }

  private void price(MatchResult m) {
    Map<String, String> row = time(first("drop").get("method"));
    assertThat(m.group(1)).isEqualTo(rounded(row.get("ratio_to_forward"), 2));
    assertThat(m.group(2)).isEqualTo(rounded(row.get("ratio_low"), 2));
    assertThat(m.group(3)).isEqualTo(rounded(row.get("ratio_high"), 2));
  }

  private void range(MatchResult m) {
    List<String> methods = names(srg("drop"), Recomputed::isMethod, "method");
    List<Map<String, String>> timed =
        rows("latency.csv").stream()
            .filter(row -> row.get("mode").equals("avgt") && row.get("batch").equals("1"))
            .filter(row -> row.get("model").equals("demo"))
            .filter(
                row ->
                    row.get("benchmark").equals("explanation")
                        && methods.contains(row.get("method")))
            .sorted(Comparator.comparingDouble(row -> number(row, "ratio_to_forward")))
            .toList();
    assertThat(m.group(1) == null ? m.group(2) : m.group(1)).isEqualTo("" + timed.size());
    assertThat(m.group(2)).isEqualTo("" + methods.size());
    Map<String, String> least = timed.get(0);
    Map<String, String> most = timed.get(timed.size() - 1);
    assertThat(m.group(6)).isEqualTo(least.get("method"));
    assertThat(m.group(9)).isEqualTo(most.get("method"));
    assertThat(m.group(4)).isEqualTo(rounded(least.get("ratio_to_forward"), 2));
    assertThat(m.group(7)).isEqualTo(rounded(most.get("ratio_to_forward"), 2));
    assertThat(number(least, "ratio_high")).isLessThan(number(most, "ratio_low"));
  }

  private void reliability(MatchResult m) {
    Map<String, String> row =
        rows("reliability.csv").stream()
            .filter(r -> r.get("metric").equals("srg") && r.get("fill").equals("drop"))
            .findFirst()
            .orElseThrow();
    assertThat(number(row, "split_half")).isLessThan(0.8);
    assertThat(m.group(1)).isEqualTo(rounded(row.get("split_half"), 2));
  }

  private Map<String, String> time(String method) {
    return rows("latency.csv").stream()
        .filter(
            row ->
                row.get("benchmark").equals("explanation")
                    && row.get("method").equals(method)
                    && row.get("mode").equals("avgt"))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> first(String fill) {
    return srg(fill).stream()
        .filter(Recomputed::isMethod)
        .max(Comparator.comparingDouble(row -> number(row, "mean")))
        .orElseThrow();
  }

  /** Rows of srg under a fill, or under every fill. */
  private List<Map<String, String>> srg(String fill) {
    return rows("summary.csv").stream()
        .filter(row -> row.get("metric").equals("srg") && row.get("target").equals("predicted"))
        .filter(row -> fill.isEmpty() || row.get("fill").equals(fill))
        .toList();
  }

  private List<Map<String, String>> pairs(String question) {
    return rows("pairs.csv").stream()
        .filter(row -> row.get("question").equals(question) && row.get("metric").equals("srg"))
        .toList();
  }

  private static boolean isMethod(Map<String, String> row) {
    return !Arrays.asList("random", "centre", "constant", "all-background", "all-foreground")
        .contains(row.get("method"));
  }

  private static boolean decided(Map<String, String> row) {
    return number(row, "p_holm") < 0.05;
  }

  private static List<String> names(
      List<Map<String, String>> rows, Predicate<Map<String, String>> condition, String column) {
    return rows.stream().filter(condition).map(row -> row.get(column)).toList();
  }

  private static String listed(List<String> names) {
    return names.size() == 1
        ? names.get(0)
        : String.join(", ", names.subList(0, names.size() - 1))
            + " and "
            + names.get(names.size() - 1);
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static String rounded(String number, int decimals) {
    String text =
        String.format(Locale.ROOT, "%." + decimals + "f", Double.parseDouble(number))
            .replaceFirst("^-(0\\.0*)$", "$1");
    return text.replace('-', '−');
  }

  private List<Map<String, String>> rows(String file) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(root.resolve(file));
        CSVParser parser = CSVParser.parse(reader, format)) {
      return parser.stream().map(record -> record.toMap()).toList();
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }
}
