package vitexplain.report.table;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table in LaTeX, ruled by the booktabs package. */
public final class Latex {

  private static final Map<Character, String> SPECIAL =
      Map.ofEntries(
          Map.entry('\\', "\\textbackslash{}"),
          Map.entry('{', "\\{"),
          Map.entry('}', "\\}"),
          Map.entry('$', "\\$"),
          Map.entry('&', "\\&"),
          Map.entry('#', "\\#"),
          Map.entry('%', "\\%"),
          Map.entry('_', "\\_"),
          Map.entry('^', "\\textasciicircum{}"),
          Map.entry('~', "\\textasciitilde{}"),
          Map.entry('<', "\\textless{}"),
          Map.entry('>', "\\textgreater{}"),
          Map.entry('−', "$-$"),
          Map.entry('–', "--"),
          Map.entry('×', "$\\times$"),
          Map.entry('\u00a0', "~"),
          Map.entry('✓', "$\\checkmark$"),
          Map.entry('✗', "$\\times$"),
          Map.entry('÷', "$\\div$"),
          Map.entry('↑', "$\\uparrow$"),
          Map.entry('↓', "$\\downarrow$"));

  private Latex() {}

  /** Text in which nothing has a meaning to LaTeX any more. */
  static String escape(String text) {
    return text.chars()
        .mapToObj(c -> SPECIAL.getOrDefault((char) c, Character.toString((char) c)))
        .collect(Collectors.joining());
  }

  /** A table environment; controls are set in italics. */
  public static String of(PaperTable table) {
    StringBuilder out = new StringBuilder();
    out.append("% needs \\usepackage{booktabs,amssymb}\n\\begin{table}\n\\centering\n");
    out.append("\\caption{").append(escape(table.caption())).append("}\n");
    out.append("\\begin{tabular}{l").append("r".repeat(table.header().size() - 1)).append("}\n");
    out.append("\\toprule\n").append(line(table.header(), false)).append("\\midrule\n");
    for (int i = 0; i < table.rows().size(); i++) {
      out.append(line(table.rows().get(i), table.muted().contains(i)));
    }
    return out.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").toString();
  }

  private static String line(List<String> cells, boolean italic) {
    return cells.stream()
            .map(Latex::escape)
            .map(cell -> italic ? "\\textit{" + cell + "}" : cell)
            .collect(Collectors.joining(" & "))
        + " \\\\\n";
  }
}
