package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.Metric;
import vitexplain.run.row.SampleRow;
import vitexplain.study.occlusion.Fill;

/**
 * An evaluation from pictures to samples.csv and confusion.csv, against {@code src/test/python/run}
 * value by value: no step of it may differ, and none can hide behind another.
 */
@ExtendWith(AgreementReport.class)
class WholeRunTest {
  /**
   * Both sides compute in float64 and round maps, pixels and logits to float32 where they cross
   * from one step to the next; in between they only add in other orders.
   */
  private static final double TOLERANCE = 1e-9;

  /** What a value is of. */
  private record Key(
      String image,
      String method,
      String target,
      String metric,
      String fill,
      String unit,
      String level) {
    static Key of(SampleRow r) {
      return new Key(r.image(), r.method(), r.target(), r.metric(), r.fill(), r.unit(), r.level());
    }
  }

  @TempDir private static Path temporary;
  private static GoldenRun theirs;
  private static GoldenRun ours;

  @BeforeAll
  static void evaluate() {
    theirs = GoldenRun.read(temporary);
    ours = theirs.evaluated(temporary);
  }

  @Test
  void everyValueOfSamplesCsvEqualsTheScripts(Agreement agreement) {
    Map<Key, SampleRow> expected = unique(theirs.samples(), Key::of);
    Map<Key, SampleRow> found = unique(ours.samples(), Key::of);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, row) -> {
          SampleRow our = found.get(key);
          agreement.close(
              "whole run: " + family(key), TOLERANCE, "" + key, our.value(), row.value());
          assertThat(our.degenerate()).as("%s", key).isEqualTo(row.degenerate());
          assertThat(our.seed()).as("%s", key).isEqualTo(row.seed());
        });
  }

  @Test
  void everyCountOfConfusionCsvEqualsTheScripts() {
    assertThat(new HashSet<>(ours.confusion())).isEqualTo(new HashSet<>(theirs.confusion()));
    assertThat(ours.confusion()).hasSameSizeAs(theirs.confusion());
  }

  @Test
  void theGoldenRunHoldsEveryMethodEveryMetricAndEveryFill() {
    assertThat(theirs.methods())
        .containsAll(Methods.all().stream().map(Methods.Entry::name).toList());
    assertThat(distinct(SampleRow::metric))
        .containsAll(GoldenRun.metrics().stream().map(Metric::name).toList());
    assertThat(distinct(SampleRow::fill))
        .containsAll(List.of(Fill.values()).stream().map(Fill::id).toList());
    assertThat(distinct(SampleRow::image)).hasSize(8);
  }

  @Test
  void theGoldenRunHoldsUndefinedAndDegenerateValuesToo() {
    assertThat(theirs.samples()).anyMatch(row -> Double.isNaN(row.value()));
    assertThat(theirs.samples()).anyMatch(SampleRow::degenerate);
  }

  private static List<String> distinct(Function<SampleRow, String> column) {
    return theirs.samples().stream().map(column).distinct().toList();
  }

  /** The kind of metric that a row holds, as one line of the report. */
  private static String family(Key key) {
    String imputed = key.fill().equals(Fill.ROAD.id()) ? ", fill road" : "";
    return Metrics.all().stream()
        .filter(metric -> metric.name().equals(key.metric()))
        .map(metric -> metric.getClass().getSimpleName())
        .findFirst()
        .orElse("points of curves")
        .concat(imputed);
  }

  private static Map<Key, SampleRow> unique(List<SampleRow> rows, Function<SampleRow, Key> key) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                key,
                row -> row,
                (a, b) -> {
                  throw new AssertionError("twice: " + a);
                },
                LinkedHashMap::new));
  }
}
