package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.explain.Explainer;
import vitexplain.explain.Methods;
import vitexplain.metric.MaskMetric;
import vitexplain.metric.Metric;
import vitexplain.metric.Metrics;
import vitexplain.run.Environment;
import vitexplain.run.Existing;
import vitexplain.run.RunFolder;
import vitexplain.run.SampleRow;
import vitexplain.run.Section;
import vitexplain.run.Table;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.Vit;

/**
 * An evaluation from pictures to samples.csv, against {@code src/test/python/run} value by value:
 * no step of it may differ, and none can hide behind another.
 */
@ExtendWith(AgreementReport.class)
class WholeRunTest {
  /**
   * Both sides compute in float64 and round maps, pixels and logits to float32 where they cross
   * from one step to the next; in between they only add in other orders.
   */
  private static final double TOLERANCE = 1e-9;

  /**
   * Values of a map stretched over its mask: one in a hundred of its pixels lies exactly between
   * two float32, and whichever is taken moves it past a neighbour in the ranking of thousands, or
   * parts mirrored pixels of a symmetric control that tie. Average precision moves by up to 2e-5.
   */
  private static final double STRETCHED = 1e-4;

  private static final Path GOLDEN = Path.of("src/test/resources/golden/run");

  /** What a value is of. */
  private record Key(String image, String method, String metric, String fill, String level) {}

  private final Map<Key, SampleRow> theirs = byKey(goldenRows());

  @Test
  void everyValueOfSamplesCsvEqualsTheScripts(@TempDir Path temporary, Agreement agreement) {
    Map<Key, SampleRow> ours = byKey(evaluate(temporary));
    ours.keySet().removeIf(key -> key.metric().endsWith("_logit")); // the scripts have none
    assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(theirs.keySet());
    List<String> stretched = Metrics.family(MaskMetric.class).stream().map(Metric::name).toList();
    theirs.forEach(
        (key, row) -> {
          SampleRow our = ours.get(key);
          if (stretched.contains(key.metric())) {
            agreement.close(
                "whole run: metrics of stretched maps",
                STRETCHED,
                "" + key,
                our.value(),
                row.value());
          } else {
            agreement.close(
                "whole run: all other values", TOLERANCE, "" + key, our.value(), row.value());
          }
          assertThat(our.degenerate()).as("%s", key).isEqualTo(row.degenerate());
          assertThat(our.seed()).as("%s", key).isEqualTo(row.seed());
          assertThat(our.unit()).as("%s", key).isEqualTo(row.unit());
          assertThat(our.target()).as("%s", key).isEqualTo(row.target());
        });
  }

  @Test
  void theGoldenRunHoldsUndefinedAndDegenerateValuesToo() {
    assertThat(theirs.values()).anyMatch(row -> Double.isNaN(row.value()));
    assertThat(theirs.values()).anyMatch(SampleRow::degenerate);
  }

  private static List<SampleRow> evaluate(Path out) {
    ModelDirectory directory = new ModelDirectory("golden", GOLDEN.resolve("model"));
    RunFolder folder = RunFolder.prepare(out.resolve("run"), Existing.REFUSE);
    Dataset data =
        Dataset.open(
            GOLDEN.resolve("images"), Optional.of(GOLDEN.resolve("masks")), Optional.empty());
    StudyPlan plan = plan();
    Section section =
        Section.starting(
            "test", "test", plan.config(), Environment.here(1, "", "", ""), Evaluation.now());
    try (Vit model = directory.open(Device.cpu(), DataType.FLOAT64, 0)) {
      new Evaluation(folder, data, model, directory.preprocessor(), plan)
          .run(section, Progress.SILENT);
    }
    return folder.table(SampleRow.SCHEMA).read();
  }

  /** The methods and metrics that the scripts have. */
  private static StudyPlan plan() {
    List<SampleRow> rows = goldenRows();
    List<Explainer> methods =
        rows.stream()
            .map(SampleRow::method)
            .distinct()
            .filter(id -> !id.startsWith("all-"))
            .map(Methods::named)
            .toList();
    List<String> names = rows.stream().map(SampleRow::metric).distinct().toList();
    List<Metric> metrics = Metrics.all().stream().filter(m -> names.contains(m.name())).toList();
    List<Fill> fills = List.of(Fill.BLACK, Fill.MEAN, Fill.BLUR);
    return new StudyPlan(methods, metrics, fills, StudyPlan.steps(5), 16, 1);
  }

  private static List<SampleRow> goldenRows() {
    return new Table<>(GOLDEN.resolve("samples.csv"), SampleRow.SCHEMA).read();
  }

  private static Map<Key, SampleRow> byKey(List<SampleRow> rows) {
    Map<Key, SampleRow> byKey = new LinkedHashMap<>();
    for (SampleRow row : rows) {
      Key key = new Key(row.image(), row.method(), row.metric(), row.fill(), row.level());
      assertThat(byKey.put(key, row)).as("twice: %s", key).isNull();
    }
    return byKey;
  }
}
