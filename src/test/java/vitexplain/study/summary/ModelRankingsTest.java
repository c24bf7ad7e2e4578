package vitexplain.study.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Progress;
import vitexplain.explain.Methods;
import vitexplain.metric.Golden;
import vitexplain.metric.Metrics;
import vitexplain.run.RunFolder;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.ModelAgreementRow;
import vitexplain.run.row.SampleRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.MethodMeans;
import vitexplain.statistics.RankCorrelation;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;

/** From the samples of two evaluations to {@code model_agreement.csv}, against SciPy. */
class ModelRankingsTest {

  /** Is in one folder only, as an image that failed on the other model. */
  private static final String FAILED = "failed.png";

  @TempDir Path folder;

  @Test
  void tauAndItsIntervalAreThoseOfScipyOnTheSameResamples() throws IOException {
    for (Golden golden : Golden.read("model_agreement")) {
      List<ModelAgreementRow> rows =
          rankings(golden)
              .rows(
                  (int) golden.number("resamples"), (long) golden.number("seed"), Progress.SILENT);
      List<JsonNode> expected = list(golden.node().get("rows"));
      assertThat(rows).hasSameSizeAs(expected);
      for (int i = 0; i < rows.size(); i++) {
        ModelAgreementRow row = rows.get(i);
        JsonNode of = expected.get(i);
        assertThat(List.of(row.metric(), row.modelA(), row.fillA(), row.modelB(), row.fillB()))
            .containsExactly(
                of.get("metric").textValue(),
                of.get("a").get(0).textValue(),
                of.get("a").get(1).textValue(),
                of.get("b").get(0).textValue(),
                of.get("b").get(1).textValue());
        assertThat(row.nImages()).isEqualTo(of.get("images").intValue());
        assertThat(row.nMethods()).isEqualTo(6);
        assertThat(isAccepted(of, estimate(row))).as("%s against %s", row, of).isTrue();
      }
    }
  }

  /** What is easily written instead, held against the same numbers. */
  @Test
  void unpairedResamplesAndAnotherCorrelationAreRejected() {
    List<JsonNode> expected = new ArrayList<>();
    List<Estimate> right = new ArrayList<>();
    List<Estimate> unpaired = new ArrayList<>();
    List<Estimate> spearman = new ArrayList<>();
    for (Golden golden : Golden.read("model_agreement")) {
      expected.add(ofAp(golden));
      double[][] a = values(golden, "ap_fg", "demo");
      double[][] b = values(golden, "ap_fg", "demo-drop");
      int resamples = (int) golden.number("resamples");
      long seed = (long) golden.number("seed");
      Bootstrap draws = Bootstrap.of(a[0].length, resamples, seed);
      Bootstrap others = Bootstrap.of(a[0].length, resamples, seed + 1);
      MethodMeans first = MethodMeans.of(a, draws);
      MethodMeans second = MethodMeans.of(b, draws);
      Estimate tau = first.agreement(second);
      right.add(tau);
      unpaired.add(first.agreement(MethodMeans.of(b, others)));
      double rho = RankCorrelation.spearman(first.means(), second.means());
      spearman.add(new Estimate(rho, tau.low(), tau.high(), tau.n()));
    }
    assertThat(areAccepted(expected, right)).isTrue();
    assertThat(areAccepted(expected, unpaired)).isFalse();
    assertThat(areAccepted(expected, spearman)).isFalse();
  }

  /** ap_fg knows no occlusion strategy, so there is one row. */
  private static JsonNode ofAp(Golden golden) {
    return list(golden.node().get("rows")).stream()
        .filter(row -> row.get("metric").textValue().equals("ap_fg"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean areAccepted(List<JsonNode> expected, List<Estimate> found) {
    return IntStream.range(0, found.size())
        .allMatch(i -> isAccepted(expected.get(i), found.get(i)));
  }

  /** What is said of one model here is what its own folder says. */
  @Test
  void strategiesOfOneModelAgreeAsInItsOwnFolder() throws IOException {
    Golden golden = Golden.read("model_agreement").get(1);
    ModelRankings rankings = rankings(golden);
    RunFolder demo = rankings.first().folder();
    assertThat(rankings.images()).doesNotContain(FAILED);
    List<SampleRow> common =
        demo.samples().read().stream().filter(row -> !row.image().equals(FAILED)).toList();
    demo.samples().write(common);
    new Summary(rankings.first().plan()).write(demo, Progress.SILENT);
    AgreementRow own =
        demo.table(AgreementRow.SCHEMA).read().stream()
            .filter(row -> row.metricA().equals("srg") && row.metricB().equals("srg"))
            .findFirst()
            .orElseThrow();
    ModelAgreementRow here =
        rankings.rows(1000, rankings.first().plan().seed(), Progress.SILENT).stream()
            .filter(row -> row.modelB().equals("demo"))
            .findFirst()
            .orElseThrow();
    assertThat(List.of(here.fillA(), here.fillB())).isEqualTo(List.of(own.fillA(), own.fillB()));
    assertThat(estimate(here))
        .isEqualTo(new Estimate(own.kendallTau(), own.ciLow(), own.ciHigh(), own.nImages()));
  }

  private static boolean isAccepted(JsonNode expected, Estimate found) {
    return Stream.of(
            new double[] {expected.get("tau").doubleValue(), found.mean()},
            new double[] {expected.get("low").doubleValue(), found.low()},
            new double[] {expected.get("high").doubleValue(), found.high()})
        .allMatch(pair -> Math.abs(pair[0] - pair[1]) <= Golden.TOLERANCE);
  }

  private static Estimate estimate(ModelAgreementRow row) {
    return new Estimate(row.kendallTau(), row.ciLow(), row.ciHigh(), row.nImages());
  }

  /** Two folders with the values of a case; images of the second lie in another order. */
  private ModelRankings rankings(Golden golden) throws IOException {
    RankedModel first = model(golden, "demo", false);
    RankedModel second = model(golden, "demo-drop", true);
    List<SampleRow> more = new ArrayList<>(first.folder().samples().read());
    more.add(0, sample(FAILED, "legrad", "srg", "drop", 100));
    first.folder().samples().write(more);
    List<String> images = new ArrayList<>(first.images());
    images.retainAll(second.images());
    return new ModelRankings(first, second, first.methods(), images);
  }

  private RankedModel model(Golden golden, String name, boolean backwards) throws IOException {
    RunFolder run = new RunFolder(Files.createTempDirectory(folder, name));
    List<String> methods =
        list(golden.node().get("methods")).stream().map(JsonNode::textValue).toList();
    List<SampleRow> rows = new ArrayList<>();
    for (JsonNode ranked : list(golden.node().get("values"))) {
      if (ranked.get("model").textValue().equals(name)) {
        String metric = ranked.get("metric").textValue();
        String fill = ranked.get("fill").textValue();
        double[][] values = matrix(ranked.get("values"));
        int last = values[0].length - 1;
        for (int place = 0; place <= last; place++) {
          int i = backwards ? last - place : place;
          for (int m = 0; m < methods.size(); m++) {
            rows.add(sample("i" + i, methods.get(m), metric, fill, values[m][i]));
          }
          rows.add(sample("i" + i, "random", metric, fill, 100)); // a control, which is not ranked
        }
      }
    }
    run.samples().write(rows);
    StudyPlan plan =
        new StudyPlan(
            Stream.concat(methods.stream(), Stream.of("random")).map(Methods::named).toList(),
            Stream.of("srg", "deletion_auc", "ap_fg").map(Metrics::named).toList(),
            List.of(Fill.DROP, Fill.BLACK),
            StudyPlan.steps(2),
            1,
            1);
    return new RankedModel(name, run, plan);
  }

  private static double[][] values(Golden golden, String metric, String model) {
    return list(golden.node().get("values")).stream()
        .filter(v -> v.get("metric").textValue().equals(metric))
        .filter(v -> v.get("model").textValue().equals(model))
        .map(v -> matrix(v.get("values")))
        .findFirst()
        .orElseThrow();
  }

  private static double[][] matrix(JsonNode rows) {
    return list(rows).stream()
        .map(
            row ->
                IntStream.range(0, row.size())
                    .mapToDouble(i -> row.get(i).isNull() ? Double.NaN : row.get(i).doubleValue())
                    .toArray())
        .toArray(double[][]::new);
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static SampleRow sample(
      String image, String method, String metric, String fill, double value) {
    String unit = fill.isEmpty() ? "" : "patch";
    return new SampleRow(image, method, "predicted", metric, fill, unit, "", 0, value, false);
  }
}
