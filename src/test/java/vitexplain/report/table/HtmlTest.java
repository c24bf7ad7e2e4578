package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HtmlTest {

  private static String table(String... column) {
    List<List<String>> rows = List.of(column).stream().map(cell -> List.of("row", cell)).toList();
    return Html.table(new PaperTable("t", "caption", List.of("name", "value"), rows, Set.of()));
  }

  @Test
  void aColumnOfWordsStandsToTheLeftAndItsHeadingWithIt() {
    assertThat(table("closed-form", "–", "autograd"))
        .contains(
            "<th scope=\"col\" class=\"text\">value</th>",
            "<td class=\"text\">closed-form</td>",
            "<th scope=\"row\">row</th>");
  }

  @Test
  void aColumnWithANumberStandsToTheRight() {
    assertThat(table("0.25 [0.20, 0.30]", "–")).doesNotContain("class=\"text\"");
    assertThat(table("none", "−0.3")).doesNotContain("class=\"text\"");
    assertThat(table("–", "–")).doesNotContain("class=\"text\"");
  }

  @Test
  void anIntervalStandsBelowItsMeanAndTextIsEscaped() {
    assertThat(table("0.25 [0.20, 0.30]")).contains("<td>0.25<small>[0.20, 0.30]</small></td>");
    assertThat(table("a<b")).contains("<td class=\"text\">a&lt;b</td>");
  }
}
