package vitexplain.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vitexplain.report.results.Family;
import vitexplain.report.table.PaperTable;

class FamilyTablesTest {

  private static PaperTable table(String name, String metric) {
    return new PaperTable(
        name,
        "caption of " + name,
        List.of("method", metric + "\u00a0↓"),
        List.of(List.of("legrad", "0.008")),
        Set.of(),
        Optional.of(Family.FIDELITY));
  }

  @Test
  void aMetricThatTellsNoMethodFromChanceIsALineAndFoldedAway() {
    String html =
        FamilyTables.html(
            Family.FIDELITY,
            List.of(table("fidelity", "mufidelity"), table("fidelity-like-random", "infidelity")));
    int line = html.indexOf("No method is told from the random control by infidelity.");
    assertThat(line).isGreaterThan(html.indexOf("caption of fidelity"));
    assertThat(html.indexOf("caption of fidelity-like-random"))
        .isGreaterThan(html.indexOf("<details>", line))
        .isLessThan(html.indexOf("</details>", line));
  }

  @Test
  void aFamilyOfNothingElseIsTheLineAlone() {
    String html =
        FamilyTables.html(Family.FIDELITY, List.of(table("fidelity-like-random", "infidelity")));
    assertThat(html).startsWith("<p>No method is told").doesNotContain("<h3>");
  }
}
