package vitexplain.report.table;

import java.util.List;
import java.util.Locale;
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
          Map.entry('↓', "$\\downarrow$"),
          Map.entry('→', "$\\rightarrow$"),
          Map.entry('≤', "$\\leq$"),
          Map.entry('≥', "$\\geq$"),
          Map.entry('τ', "$\\tau$"),
          Map.entry('…', "\\ldots{}"),
          Map.entry('—', "---"),
          Map.entry('’', "'"),
          Map.entry('“', "``"),
          Map.entry('”', "''"),
          Map.entry('"', "''"),
          Map.entry('²', "$^2$"),
          Map.entry('·', "$\\cdot$"),
          Map.entry('\u2012', "\\phantom{$-$}"));

  /** Of those that T1 fonts have letters for. */
  private static final int LAST_LATIN = 0x17f;

  private static final int SOFT_HYPHEN = 0xad;

  private Latex() {}

  /** Text in which nothing has a meaning to LaTeX any more. */
  public static String escape(String text) {
    return text.codePoints().mapToObj(Latex::letter).collect(Collectors.joining());
  }

  /** A letter of a Latin script; any other, for which there may be no font, by its number. */
  private static String letter(int c) {
    String known = Character.isBmpCodePoint(c) ? SPECIAL.get((char) c) : null;
    if (known != null) {
      return known;
    }
    if (Character.isWhitespace(c)) {
      return " ";
    }
    boolean ascii = c > ' ' && c < 0x7f;
    boolean accented = c > 0xa0 && c <= LAST_LATIN && c != SOFT_HYPHEN;
    return ascii || accented ? Character.toString(c) : String.format(Locale.ROOT, "[U+%04X]", c);
  }

  /** A table environment; controls are set in italics. */
  public static String of(PaperTable table) {
    StringBuilder out = new StringBuilder();
    out.append("% needs \\usepackage{booktabs,amssymb}\n\\begin{table}\n\\centering\n");
    out.append("\\caption{").append(escape(table.caption())).append("}\n");
    out.append("\\label{tab:").append(table.name()).append("}\n");
    out.append("\\begin{tabular}{l").append("r".repeat(table.header().size() - 1)).append("}\n");
    out.append("\\toprule\n").append(line(table.header(), false)).append("\\midrule\n");
    for (int i = 0; i < table.rows().size(); i++) {
      out.append(line(table.rows().get(i), table.muted().contains(i)));
    }
    return out.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").toString();
  }

  /** A row. */
  public static String line(List<String> cells, boolean italic) {
    return cells.stream()
            .map(Latex::escape)
            .map(cell -> cell.startsWith("[") || cell.startsWith("*") ? "{}" + cell : cell)
            .map(cell -> italic ? "\\textit{" + cell + "}" : cell)
            .collect(Collectors.joining(" & "))
        + " \\\\\n";
  }
}
