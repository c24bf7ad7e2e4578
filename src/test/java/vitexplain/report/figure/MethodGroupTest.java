package vitexplain.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.SyntheticRun;
import vitexplain.report.chart.Plot;
import vitexplain.report.results.Results;
import vitexplain.run.RunFolder;

/** Which methods share a figure, in a study of which peers are among the best. */
class MethodGroupTest {
  /** By the made-up srg of {@link SyntheticRun}: 0.41, 0.40 and 0.38. */
  private static final List<String> BEST = List.of("chefer", "legrad-student", "grad-sam");

  @TempDir Path root;

  private Results results;

  @BeforeEach
  void write() throws IOException {
    RunFolder folder = new RunFolder(root);
    SyntheticRun.evaluation(folder);
    SyntheticRun.benchmarks(folder);
    results = Results.of(folder);
  }

  @Test
  void theBestOfTheOthersStandBesideTheMethodsUnderTest() {
    assertThat(MethodGroup.MAIN.members(results, results.methods()))
        .contains("legrad", "gmar-l1", "gmar-l2", "rollout", "random")
        .containsAll(BEST)
        .doesNotContain("grad-rollout", "rollout-student");
  }

  @Test
  void everyMethodStandsInOneGroup() {
    for (String method : results.methods()) {
      if (!results.roster().isControl(method)) {
        assertThat(MethodGroup.of(results, results.methods()))
            .as(method)
            .filteredOn(group -> group.members(results, results.methods()).contains(method))
            .hasSize(1);
      }
    }
  }

  @Test
  void theCaptionOfTheMainCurvesSaysTheRule() {
    List<Plot> plots = new PerturbationFigure().plots(results);
    assertThat(plots.get(0).caption())
        .endsWith("Shown: the methods under test and the 3 best of the others by srg.");
    assertThat(plots)
        .filteredOn(plot -> plot.name().contains("peers"))
        .isNotEmpty()
        .noneMatch(plot -> plot.caption().contains("Shown:"));
  }

  @Test
  void theFigureOfCostNamesWhatWasNotTimed() {
    assertThat(new CostFigure().plots(results).get(0).caption())
        .contains("not timed:", "grad-sam")
        .doesNotContain("not timed: legrad,");
  }
}
