package vitexplain.report.latex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.ReportWriter;
import vitexplain.report.SyntheticRun;
import vitexplain.report.chart.FigureFormats;
import vitexplain.report.results.Results;
import vitexplain.report.table.PaperTable;
import vitexplain.report.table.Tables;
import vitexplain.run.RunFolder;
import vitexplain.run.row.PairRow;

class LatexDocumentTest {
  private static final Pattern WIDTH = Pattern.compile("main-width=([0-9.]+)pt");

  /** Points of TeX, 72.27 an inch, in 85 mm. */
  private static final double COLUMN = 85 / 25.4 * 72.27;

  private static final long SECONDS = 120;

  @TempDir Path scratch;

  private RunFolder folder;

  @BeforeEach
  void measure() throws IOException {
    folder = new RunFolder(scratch.resolve("run"));
    SyntheticRun.evaluation(folder);
    SyntheticRun.benchmarks(folder);
  }

  private String document() {
    return latex().text();
  }

  private LatexDocument latex() {
    Results results = Results.of(folder);
    return new LatexDocument(results, Tables.of(results));
  }

  private static String mainTable(String document) {
    return document.substring(document.indexOf("\\begin{table}"), document.indexOf("\\end{table}"));
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).toList();
  }

  @Test
  void mainResultHasFourToSixColumnsAndTheBestFirst() {
    String table = mainTable(document());
    String head = table.lines().filter(line -> line.startsWith("Method &")).findFirst().orElse("");
    assertThat(head.split("&").length).isBetween(4, 6);
    assertThat(table)
        .containsSubsequence("\\toprule", "LeGrad &", "\\midrule", "Random &", "\\bottomrule")
        .contains("\\caption[Main result]{", "\\label{tab:main-result}")
        .doesNotContain("[0."); // intervals are in the supplement
  }

  @Test
  void bestIsBoldOnlyWhereItDiffersFromEveryOther() {
    List<PairRow> decided = new ArrayList<>();
    for (String other : List.of("chefer", "rollout")) {
      decided.add(pair(other, 0.001));
    }
    folder.table(PairRow.SCHEMA).write(decided);
    assertThat(mainTable(document())).contains("LeGrad & \\textbf{0.420}");
    decided.add(pair("blurred", 0.2));
    folder.table(PairRow.SCHEMA).write(decided);
    assertThat(mainTable(document())).contains("LeGrad & 0.420").doesNotContain("\\textbf{0.42");
  }

  private static PairRow pair(String other, double p) {
    return new PairRow(
        PairRow.BEST, "legrad", other, "srg", "blur", .1, .05, .15, 200, p, p, 0.0001, p);
  }

  @Test
  void labelsAreUniqueAndEveryCitationHasItsReference() {
    String document = document();
    assertThat(found("\\\\label\\{([^}]*)}", document))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(5);
    String references = latex().references();
    List<String> keys = found("(?m)^@[a-z]+\\{([^,]*),$", references);
    for (String cited : found("\\\\cite\\{([^}]*)}", document)) {
      assertThat(keys).contains(cited.split(","));
    }
    assertThat(keys).contains("vitexplain", "bousselham2024legrad", "chefer2021generic");
  }

  @Test
  void laterReportWithoutItRemovesTheDocument() throws IOException {
    ReportWriter.write(folder, new FigureFormats(Set.of()), true);
    assertThat(folder.tables().resolve(LatexDocument.FILE)).hasContent(document());
    assertThat(folder.tables().resolve(LatexDocument.REFERENCES)).hasContent(latex().references());
    ReportWriter.write(folder, new FigureFormats(Set.of()), false);
    assertThat(folder.tables().resolve(LatexDocument.FILE)).doesNotExist();
    assertThat(folder.tables().resolve(LatexDocument.REFERENCES)).doesNotExist();
  }

  @Test
  void columnsThatDoNotFitThePageStandBelow() {
    List<String> header = new ArrayList<>(List.of("method"));
    List<String> row = new ArrayList<>(List.of("[legrad]"));
    for (int i = 0; i < 12; i++) {
      header.add("a metric " + i);
      row.add(i % 2 == 0 ? "0.123 [0.100, 0.200]" : "−0.123 [−0.100, 0.200]");
    }
    String text =
        new LongTable(
                new PaperTable(
                    "wide", "Wide.", header, List.of(row, row), Set.of(), Optional.empty()))
            .text();
    assertThat(found("(begin)\\{longtable}", text)).hasSizeGreaterThan(2);
    assertThat(found("(a metric \\d+)(?= )", text)).contains("a metric 0", "a metric 11");
    assertThat(text).contains("{}[legrad] &", "\\label{tab:wide}").contains("\\ref{tab:wide}");
  }

  @Test
  void numbersOfAColumnLeaveRoomForTheSignsOfOthers() {
    PaperTable table =
        new PaperTable(
            "t",
            "T.",
            List.of("method", "srg"),
            List.of(List.of("a", "0.1 [−0.1, 0.3]"), List.of("b", "0.2 [0.1, 0.3]")),
            Set.of(),
            Optional.empty());
    assertThat(new LongTable(table).text())
        .contains("a & 0.1 [$-$0.1, 0.3] \\\\", "b & 0.2 [\\phantom{$-$}0.1, 0.3] \\\\");
  }

  @Test
  void documentCompilesWithItsReferencesAndItsMainTableFitsAColumn() throws Exception {
    assumeTrue(isThere("pdflatex") && isThere("bibtex"), "pdflatex and bibtex are not installed");
    String document = document();
    String tabular =
        document.substring(
            document.indexOf("\\begin{tabular}"),
            document.indexOf("\\end{tabular}") + "\\end{tabular}".length());
    Files.createDirectories(folder.tables());
    Files.writeString(folder.tables().resolve(LatexDocument.REFERENCES), latex().references());
    Files.writeString(
        folder.tables().resolve(LatexDocument.FILE),
        document.replace(
            "\\maketitle",
            "\\maketitle\\setbox0\\hbox{\\footnotesize\\setlength{\\tabcolsep}{3.5pt}"
                + tabular
                + "}\\typeout{main-width=\\the\\wd0}"));
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "report");
    String references = run("bibtex", "report");
    assertThat(references).doesNotContain("error", "I didn't find");
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "report");
    String log = run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "report");
    assertThat(log).doesNotContain("undefined", "Overfull", "Missing character");
    MatchResult width = WIDTH.matcher(log).results().findFirst().orElseThrow();
    assertThat(Double.parseDouble(width.group(1))).isBetween(100.0, COLUMN);
    assertThat(folder.tables().resolve("report.pdf")).isNotEmptyFile();
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.tables().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
