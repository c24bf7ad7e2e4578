package vitexplain.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.SyntheticRun;
import vitexplain.report.results.Results;
import vitexplain.run.Existing;
import vitexplain.run.RunFolder;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.ReliabilityRow;
import vitexplain.run.row.SanityRow;

/** What the first sentences must not leave out. */
class AnswerTest {
  @TempDir Path scratch;

  private static SanityRow check(String method, String name, String verdict) {
    return new SanityRow(method, name, 0.4, 0.3, 0.6, 8, SanityRow.CHANGES, verdict);
  }

  private String answer(RunFolder folder) {
    return String.join(" ", Conclusions.sentences(Results.of(folder)));
  }

  private RunFolder run() throws IOException {
    RunFolder folder = RunFolder.prepare(scratch.resolve("run"), Existing.REFUSE);
    SyntheticRun.evaluation(folder);
    return folder;
  }

  @Test
  void checksOfTheBestThatAreNotPassedAreSaid() throws IOException {
    RunFolder folder = run();
    assertThat(answer(folder)).contains("legrad has the highest").doesNotContain("sanity");
    folder
        .table(SanityRow.SCHEMA)
        .write(
            List.of(
                check("legrad", "mprt_head", "undecided"),
                check("legrad", "mprt_top_down", "pass"),
                check("legrad", "mprt_bottom_up", "not applicable"),
                check("rollout", "mprt_top_down", "fail")));
    assertThat(answer(folder))
        .contains(
            "Not all sanity checks of legrad are passed: 1 pass, 1 undecided (n = 8 images).");
  }

  @Test
  void aBestMethodThatPassesAllNeedsNoCaveat() throws IOException {
    RunFolder folder = run();
    folder.table(SanityRow.SCHEMA).write(List.of(check("legrad", "mprt_head", "pass")));
    assertThat(answer(folder)).doesNotContain("sanity");
  }

  @Test
  void orderThatOtherImagesWouldNotRepeatIsSaid() throws IOException {
    RunFolder folder = run();
    folder
        .table(ReliabilityRow.SCHEMA)
        .write(
            List.of(
                new ReliabilityRow("srg", "blur", 0.54, 0.1, 0.8, 32, 8),
                new ReliabilityRow("ap_fg", "", 0.2, 0, 0.4, 32, 8)));
    assertThat(answer(folder)).contains("agree on it with 0.54 [0.10, 0.80] only");
    folder
        .table(ReliabilityRow.SCHEMA)
        .write(List.of(new ReliabilityRow("srg", "blur", 0.95, 0.9, 0.97, 32, 8)));
    assertThat(answer(folder)).doesNotContain("split-half");
  }

  private String withTau(double tau, double low) throws IOException {
    RunFolder folder = new RunFolder(scratch.resolve("run" + tau + low));
    SyntheticRun.evaluation(folder);
    folder
        .table(AgreementRow.SCHEMA)
        .write(List.of(new AgreementRow("srg", "blur", "srg", "drop", tau, low, 1, 32, 8)));
    return answer(folder);
  }

  @Test
  void orderIsCalledTheSameUnderEachStrategyOnlyWhereItsWholeIntervalSaysSo() throws IOException {
    assertThat(withTau(0.95, 0.85)).contains("under each strategy, and so is most of the order");
    assertThat(withTau(0.95, 0.4)).contains("these images do not tell");
    assertThat(withTau(0.95, Double.NaN)).contains("these images do not tell");
    assertThat(withTau(0.6, 0.4)).contains("the order of the others turns with it");
  }
}
