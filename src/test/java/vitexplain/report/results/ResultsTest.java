package vitexplain.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.Described;
import vitexplain.report.page.Conclusions;
import vitexplain.run.RunFolder;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

class ResultsTest {

  @TempDir Path scratch;

  private static SummaryRow srg(String method, double mean, double halfWidth) {
    return new SummaryRow(
        method, "srg", "blur", "", mean, mean - halfWidth, mean + halfWidth, 14, 0);
  }

  private static SummaryRow row(String method, int n) {
    return new SummaryRow(method, "srg", "blur", "", .1, 0, .2, n, 0);
  }

  private static LatencyRow time(String benchmark, String model, int batch, double ratio) {
    double none = Double.NaN;
    return new LatencyRow(
        Described.benchmark(benchmark),
        Described.method(benchmark),
        model,
        "cpu",
        "float32",
        batch,
        2,
        "avgt",
        10,
        1,
        none,
        none,
        none,
        none,
        100,
        ratio,
        none);
  }

  private static PairRow pair(String question, String other, String metric, double p) {
    return new PairRow(question, "legrad", other, metric, "blur", .1, 0, .2, 199, p, p, 1e-4, p);
  }

  private Results results(List<SummaryRow> summary, List<PairRow> pairs) {
    RunFolder folder = new RunFolder(scratch);
    folder.table(SummaryRow.SCHEMA).write(summary);
    Described.methods(folder);
    folder.table(PairRow.SCHEMA).write(pairs);
    return Results.of(folder);
  }

  @Test
  void winnerThatReachesChanceIsNotCalledFaithful() {
    Results results =
        results(List.of(srg("legrad", .02, .05), srg("rollout", .01, .05)), List.of());
    assertThat(Conclusions.sentences(results))
        .singleElement()
        .asString()
        .startsWith("No method of this run is shown to be more faithful than a random map; legrad");
  }

  @Test
  void controlNeverWins() {
    Results results = results(List.of(srg("centre", .5, .01), srg("rollout", .1, .01)), List.of());
    assertThat(Conclusions.sentences(results).get(0))
        .startsWith("rollout is the only method of this run (srg 0.100");
    assertThat(results.methods()).containsExactly("rollout", "centre");
  }

  @Test
  void methodsThatTheTestsCannotTellApartAreNamed() {
    Results results =
        results(
            List.of(srg("legrad", .4, .1), srg("gmar-l1", .39, .1), srg("rollout", .2, .1)),
            List.of(
                pair("best", "gmar-l1", "srg", .8),
                pair("best", "gmar-l2", "srg", .8),
                pair("best", "rollout", "srg", .002),
                pair("all", "rollout", "srg", .9),
                pair("best", "rollout", "ap_fg", .9)));
    assertThat(Conclusions.sentences(results).get(0))
        .endsWith(
            "This run cannot tell it from gmar-l1 and gmar-l2 (paired permutation test of the mean, Holm over 3 comparisons, 5 %).");
  }

  @Test
  void ratioComesFromTheFirstConditionsAndNeverFromAnotherModel() {
    RunFolder folder = new RunFolder(scratch);
    folder
        .table(LatencyRow.SCHEMA)
        .write(
            List.of(
                time("forward", "demo", 1, 1),
                time("legrad", "demo", 8, 1.1),
                time("legrad", "demo", 1, 1.9),
                time("rollout", "shape:vit-base-16-224", 1, 1.2)));
    Results results = Results.of(folder);
    assertThat(results.ratioToForward("legrad")).hasValue(1.9);
    assertThat(results.ratioToForward("rollout")).isEmpty();
  }

  @Test
  void casesAreRankedByTheMeanOverMethodsThatAreNoControls() {
    RunFolder folder = new RunFolder(scratch);
    folder.table(SummaryRow.SCHEMA).write(List.of(srg("legrad", .4, .1)));
    folder
        .samples()
        .write(
            List.of(
                sample("a", "legrad", "blur", .1),
                sample("a", "centre", "blur", .9),
                sample("a", "legrad", "black", .9),
                sample("b", "legrad", "blur", .5),
                sample("b", "rollout", "blur", .3),
                sample("c", "legrad", "blur", .2),
                sample("d", "legrad", "blur", Double.NaN)));
    Described.methods(folder);
    CaseSelection cases = CaseSelection.of(Results.of(folder));
    assertThat(cases.mean("b")).isEqualTo(.4);
    assertThat(cases.bestAndWorst(1)).containsExactly("b", "a");
    assertThat(cases.bestAndWorst(5)).containsExactly("b", "c", "a");
  }

  private static SampleRow sample(String image, String method, String fill, double value) {
    return new SampleRow(image, method, "predicted", "srg", fill, "patch", "", 0, value, false);
  }

  @Test
  void numbersAreWrittenTheSameEverywhere() {
    assertThat(Format.number(-0.0004, 3)).isEqualTo("0.000");
    assertThat(Format.number(-0.25, 2)).isEqualTo("−0.25");
    assertThat(Format.number(Double.NaN, 2)).isEqualTo("–");
    assertThat(Format.p(0.0009)).isEqualTo("< 0.001");
    assertThat(Format.milliseconds(158.24)).isEqualTo("158");
    assertThat(Format.milliseconds(0.0312)).isEqualTo("0.031");
    assertThat(Format.n(List.of(srg("a", 0, 0)))).isEqualTo("n = 14 images");
    assertThat(Format.n(List.of(srg("a", 0, 0), srg("b", Double.NaN, 0), row("c", 9))))
        .isEqualTo("n = 9–14 images");
    assertThat(Format.interval(2.14e-5, 1.8e-5, 2.6e-5)).isEqualTo("2.1e−5 [1.8e−5, 2.6e−5]");
    assertThat(Format.interval(0.0002, -0.03, 0.028)).isEqualTo("0.000 [−0.030, 0.028]");
    assertThat(Format.slug("SRG <blur>")).isEqualTo("srg-blur");
  }
}
