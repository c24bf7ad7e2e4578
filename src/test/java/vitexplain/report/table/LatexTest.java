package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LatexTest {

  @Test
  void everySpecialCharacterIsEscaped() {
    assertThat(Latex.escape("a_b & 5 % of $x^2 {#~\\<>"))
        .isEqualTo(
            "a\\_b \\& 5 \\% of \\$x\\textasciicircum{}2 \\{\\#\\textasciitilde{}"
                + "\\textbackslash{}\\textless{}\\textgreater{}");
  }

  @Test
  void accentsStayAndLettersWithoutAFontAreWrittenByNumber() {
    assertThat(Latex.escape("Blücher, \u732b\ud83d\udc08\n5 ≥ −1"))
        .isEqualTo("Blücher, [U+732B][U+1F408] 5 $\\geq$ $-$1");
  }

  @Test
  void tableIsRuledByBooktabsAndMarksControls() {
    PaperTable table =
        new PaperTable(
            "t",
            "A_caption",
            List.of("method", "srg"),
            List.of(List.of("legrad", "0.4"), List.of("random", "−0.1")),
            Set.of(1));
    assertThat(Latex.of(table))
        .contains("\\caption{A\\_caption}", "\\begin{tabular}{lr}")
        .contains("\\toprule\nmethod & srg \\\\\n\\midrule\nlegrad & 0.4 \\\\\n")
        .contains("\\textit{random} & \\textit{$-$0.1} \\\\\n\\bottomrule");
  }

  @Test
  void raggedTableIsRefused() {
    assertThatThrownBy(
            () -> new PaperTable("t", "c", List.of("a", "b"), List.of(List.of("1")), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a row of 1 cells under 2 columns");
  }
}
