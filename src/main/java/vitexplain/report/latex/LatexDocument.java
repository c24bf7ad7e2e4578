package vitexplain.report.latex;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.report.results.Results;
import vitexplain.report.table.Latex;
import vitexplain.report.table.PaperTable;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.MetricRow;

/**
 * A run as one document: the main result, what its methods and metrics are with their references,
 * and every table as a supplement. It needs the packages of a usual installation alone.
 *
 * @param results of the run
 * @param tables of its supplement
 */
public record LatexDocument(Results results, List<PaperTable> tables) {

  /** Its name among the tables. */
  public static final String FILE = "report.tex";

  /** Of its references. */
  public static final String REFERENCES = "references.bib";

  private static final String PREAMBLE =
      """
      \\documentclass[10pt,a4paper]{article}
      \\usepackage[utf8]{inputenc}
      \\usepackage[T1]{fontenc}
      \\usepackage[margin=2cm]{geometry}
      \\usepackage{amssymb,booktabs,longtable,textcomp,url}
      \\title{%s}
      \\author{}
      \\date{}
      \\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}
      \\begin{document}
      \\sloppy
      \\maketitle
      """;

  /** The document. */
  public String text() {
    StringBuilder out = new StringBuilder(PREAMBLE.replace("%s", Latex.escape(title())));
    MainResult.of(results).ifPresent(main -> out.append(main.text()));
    out.append(works());
    out.append("\\clearpage\\appendix\n\\section{Supplement}\n\\scriptsize\n");
    out.append("\\setlength{\\tabcolsep}{4pt}\n\\setlength{\\LTcapwidth}{\\textwidth}\n");
    tables.forEach(table -> out.append(new LongTable(table).text()));
    out.append("\\normalsize\n\\bibliographystyle{plain}\n\\bibliography{references}\n");
    return out.append("\\end{document}\n").toString();
  }

  /** Its references. */
  public String references() {
    return Bibliography.known()
        .file(
            Stream.concat(
                    methods().stream().map(MethodRow::source),
                    results.metrics().stream().map(MetricRow::source))
                .toList());
  }

  private String title() {
    return "Explanation methods on "
        + results.manifest().sections().values().stream()
            .map(section -> section.model())
            .filter(model -> !model.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
  }

  /** Those that the run has, each with one of its ids. */
  private List<MethodRow> methods() {
    return results.roster().rows().values().stream().distinct().toList();
  }

  private String works() {
    Bibliography known = Bibliography.known();
    List<String> items = new ArrayList<>();
    for (MethodRow method : methods()) {
      items.add(item(known, method.name(), method.source()));
    }
    List<String> measured = new ArrayList<>();
    for (MetricRow metric : results.metrics()) {
      measured.add(item(known, metric.metric(), metric.source()));
    }
    StringBuilder out = new StringBuilder();
    if (!items.isEmpty()) {
      out.append("\\paragraph{Methods} ").append(joined(items)).append(".\n\n");
    }
    if (!measured.isEmpty()) {
      out.append("\\paragraph{Metrics} ").append(joined(measured)).append(".\n\n");
    }
    return out.append("Computed with vitexplain~\\cite{vitexplain}.\n\n").toString();
  }

  private static String joined(List<String> items) {
    return items.stream().distinct().collect(Collectors.joining(",\n"));
  }

  private static String item(Bibliography known, String name, String source) {
    String keys = known.of(source).stream().map(Reference::key).collect(Collectors.joining(","));
    return Latex.escape(name) + (keys.isEmpty() ? "" : "~\\cite{" + keys + "}");
  }
}
