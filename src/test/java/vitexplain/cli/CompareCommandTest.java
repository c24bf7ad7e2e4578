package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.comparison.ComparisonRow;
import vitexplain.comparison.MadeUpRun;
import vitexplain.run.table.Table;

/** What a pipeline sees of {@code compare}: exit codes, the table, the file. */
class CompareCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() {
    MadeUpRun.usual().write(at("a"));
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private Cli compare(Object... more) {
    Object[] words = new Object[more.length + 1];
    words[0] = "compare";
    System.arraycopy(more, 0, words, 1, more.length);
    return Cli.run(words);
  }

  @Test
  void aFolderIsNotWorseThanItself() {
    Cli same = compare(at("a"), at("a"));
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out().lines().toList())
        .contains("A: " + at("a"))
        .anyMatch(line -> line.startsWith("Times in ms of a call; all: model demo, device cpu"))
        .anyMatch(line -> line.matches("explanation +legrad +10.100 +10.100 +1.000 \\[.*the same"))
        .endsWith(
            "B is not shown to be worse: 0 of 3 times are slower by more than 5 %, 0 of 4 scores"
                + " are worse.");
  }

  @Test
  void aWorseFolderEndsWithOneAndTheFileHasEveryRow() {
    MadeUpRun.usual().slower(1.2).worse(0.05).write(at("b"));
    Cli worse = compare(at("a"), at("b"), "--to", at("c.csv"));
    assertThat(worse.code()).isEqualTo(CompareCommand.WORSE);
    assertThat(worse.out())
        .doesNotContain("the iterations of one process")
        .contains("B is worse: 1 of 3 times are slower by more than 5 %, 1 of 4 scores are worse.");
    List<ComparisonRow> rows = new Table<>(at("c.csv"), ComparisonRow.SCHEMA).read();
    assertThat(rows).hasSize(4 + 4);
    assertThat(rows).extracting(ComparisonRow::verdict).contains("slower", "worse", "the machine");

    assertThat(compare(at("a"), at("b"), "--tolerance", "25%", "--metrics", "deletion_auc").code())
        .isZero();
  }

  @Test
  void aVerdictByOneProcessIsSaidToBeOne() {
    MadeUpRun.usual().inProcesses(1).slower(1.5).write(at("b"));
    Cli worse = compare(at("a"), at("b"));
    assertThat(worse.code()).isEqualTo(CompareCommand.WORSE);
    assertThat(worse.out()).contains("judged by the iterations of one process");
  }

  @Test
  void whatCannotBeComparedEndsWithTwoAndTheReason() throws IOException {
    MadeUpRun.usual().of("other").write(at("other"));
    assertRefused("the model's weights changed", at("a"), at("other"));
    assertRefused("'" + at("none") + "' does not exist", at("a"), at("none"));
    assertRefused("'" + at("none") + "' does not exist", at("none"), at("a"));
    Files.createDirectory(at("empty"));
    assertRefused("'" + at("empty") + "' is no run folder", at("empty"), at("a"));
    MadeUpRun.usual().evaluation(at("evaluated"));
    MadeUpRun.usual().benchmarks(at("timed"));
    assertRefused("holds no evaluation", at("timed"), at("evaluated"));
    assertThat(compare(at("a"), at("timed")).out())
        .contains("not compared: scores: '" + at("timed") + "' holds no evaluation")
        .endsWith("worse: 0 of 3 times are slower by more than 5 %." + System.lineSeparator());
    assertRefused("Give a file to --to", at("a"), at("a"), "--to", at("empty"));
    assertRefused("outside of its folder", at("a"), at("a"), "--to", at("a").resolve("x.csv"));
    assertRefused("is no percentage", at("a"), at("a"), "--tolerance", "0.05");
    assertRefused("is no percentage", at("a"), at("a"), "--tolerance", "-5%");
  }

  private void assertRefused(String reason, Object... arguments) {
    Cli refused = compare(arguments);
    assertThat(refused.code()).as(refused.out()).isEqualTo(Failures.REQUEST);
    assertThat(refused.err()).contains(reason);
  }
}
