package vitexplain.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.SyntheticRun;
import vitexplain.report.results.Results;
import vitexplain.report.table.Tables;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Budget;
import vitexplain.run.provenance.Section;

/** The first lines of a page without a study. */
class ServingAnswerTest {
  @TempDir Path root;

  private RunFolder bench(Map<String, String> config) {
    RunFolder folder = new RunFolder(root);
    SyntheticRun.benchmarks(folder);
    Section old = Manifest.of(folder).section("bench").orElseThrow();
    Manifest.record(
        folder,
        "bench",
        Section.starting(old.commandLine(), old.profile(), config, old.environment(), old.start()));
    return folder;
  }

  private static String page(RunFolder folder) {
    Results results = Results.of(folder);
    return ServingAnswer.html(results, Tables.of(results));
  }

  @Test
  void aBudgetIsAnsweredFirst() {
    RunFolder folder = bench(Map.of(Budget.KEY, "25 ms"));
    List<String> sentences = Conclusions.sentences(Results.of(folder));
    assertThat(sentences.get(0))
        .startsWith("Budget of 25 ms a call, by p99: fits: ")
        .contains("rollout (demo, batch 1; p99 20.7 ms of ");
    assertThat(sentences.get(1)).startsWith("Budget of 25 ms a call, by p99: does not fit: ");
    assertThat(page(folder))
        .startsWith("<p class=\"lead\">Budget of 25 ms")
        .contains(">keeps to 25 ms</th>", "<td class=\"text\">does not fit</td>", "peak MB")
        .endsWith("makes it.</p>\n");
  }

  @Test
  void withoutABudgetTheTailOfACallComesFirst() {
    RunFolder folder = bench(Map.of());
    assertThat(Conclusions.sentences(Results.of(folder)).get(0))
        .startsWith("99 of 100 calls take no longer than (p99; demo, cpu")
        .contains("batch 1", "rollout 20.7 ms, n = ");
    assertThat(page(folder)).doesNotContain("keeps to");
  }

  @Test
  void aStudyBesideTheTimesKeepsItsOwnFirstLineAndSaysTheBudget() throws IOException {
    RunFolder folder = bench(Map.of(Budget.KEY, "25 ms"));
    SyntheticRun.evaluation(folder);
    List<String> sentences = Conclusions.sentences(Results.of(folder));
    assertThat(sentences.get(0)).contains("highest mean faithfulness");
    assertThat(sentences).anyMatch(s -> s.startsWith("Budget of 25 ms a call"));
  }
}
