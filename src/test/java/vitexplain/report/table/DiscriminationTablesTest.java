package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.Described;
import vitexplain.report.SyntheticRun;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Counts;
import vitexplain.run.row.DiscriminationRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SanityRow;
import vitexplain.run.row.SummaryRow;

/** What asks for the class never puts a method beside one that sees none. */
class DiscriminationTablesTest {

  @TempDir Path scratch;

  private RunFolder run(String... methods) {
    RunFolder folder = new RunFolder(scratch);
    folder
        .table(SummaryRow.SCHEMA)
        .write(
            List.of(methods).stream()
                .map(m -> new SummaryRow(m, "srg", "drop", "", 0.5, 0.4, 0.6, 9, 0))
                .toList());
    Described.methods(folder);
    folder
        .table(MetricRow.SCHEMA)
        .write(List.of(mosaic("gridpg_2x2", "a share"), mosaic("gridpg_3x3", "another share")));
    Manifest.record(
        folder,
        "evaluate",
        SyntheticRun.section("evaluate", "demo", new Counts(9, 9, 0, 0), Map.of())
            .withNotes(
                Map.of(
                    "gridpg_2x2", "20 mosaics of 9 images.",
                    "gridpg_3x3", "Not measured: too few <classes>.")));
    return folder;
  }

  private static MetricRow mosaic(String name, String definition) {
    return new MetricRow(
        name, MetricRow.MOSAIC, "higher is better", "0.25", definition, "a paper", "", 0);
  }

  private static DiscriminationRow value(String method, double mean) {
    return new DiscriminationRow(method, "gridpg_2x2", mean, mean - 0.1, mean + 0.1, 20, 0.25);
  }

  private static SanityRow otherClass(String method, double similarity, String expected) {
    return new SanityRow(
        method, "random_logit", similarity, similarity, similarity, 8, expected, "pass");
  }

  @Test
  void methodsThatSeeNoClassHaveATableOfTheirOwn() {
    RunFolder folder = run("legrad", "rollout", "random");
    folder
        .table(DiscriminationRow.SCHEMA)
        .write(List.of(value("rollout", 0.25), value("random", 0.25), value("legrad", 0.4)));
    folder
        .table(SanityRow.SCHEMA)
        .write(
            List.of(
                otherClass("legrad", 0.3, SanityRow.CHANGES),
                otherClass("rollout", 1, SanityRow.STAYS)));
    List<PaperTable> tables = DiscriminationTables.of(Results.of(folder));
    assertThat(tables)
        .extracting(PaperTable::name)
        .containsExactly("discrimination", "discrimination-agnostic");
    assertThat(tables.get(0).header())
        .containsExactly("method", "gridpg_2x2\u00a0↑", "random_logit");
    assertThat(tables.get(0).rows())
        .containsExactly(
            List.of("legrad", "0.400 [0.300, 0.500]", "0.300 [0.300, 0.300]"),
            List.of("chance", "0.25", Format.NONE),
            List.of("n", "20 mosaics", "8 images"));
    assertThat(tables.get(1).rows())
        .containsExactly(
            List.of("rollout", "0.250 [0.150, 0.350]", "1.000 [1.000, 1.000]"),
            List.of("random (control)", "0.250 [0.150, 0.350]", Format.NONE),
            List.of("chance", "0.25", Format.NONE),
            List.of("n", "20 mosaics", "8 images"));
    assertThat(tables.get(0).caption())
        .contains("gridpg_2x2: a share.", "gridpg_2x2: 20 mosaics of 9 images.");
    assertThat(tables.get(1).caption()).contains("not to be ranked with class-specific ones");
  }

  @Test
  void whatWasNotMeasuredIsALineEach() {
    RunFolder folder = run("legrad");
    folder.table(DiscriminationRow.SCHEMA).write(List.of(value("legrad", 0.4)));
    assertThat(DiscriminationTables.missing(Results.of(folder)))
        .containsExactly("gridpg_3x3: Not measured: too few <classes>.");
    folder.table(DiscriminationRow.SCHEMA).write(List.of());
    assertThat(DiscriminationTables.missing(Results.of(folder))).hasSize(2);
    assertThat(DiscriminationTables.of(Results.of(folder))).isEmpty();
  }

  @Test
  void depthsOfAClassCheckAreApartTooAndThoseOfABlockCheckAreNot() {
    RunFolder folder = run("legrad", "rollout");
    folder.table(MetricRow.SCHEMA).write(List.of(sanity("random_logit"), sanity("mprt_top_down")));
    folder
        .table(SummaryRow.SCHEMA)
        .write(
            List.of(
                summary("legrad", "random_logit"),
                summary("rollout", "random_logit"),
                summary("legrad", "mprt_top_down"),
                summary("rollout", "mprt_top_down")));
    folder.table(SanityRow.SCHEMA).write(List.of(otherClass("rollout", 1, SanityRow.STAYS)));
    List<PaperTable> tables =
        new MetricTables(Results.of(folder)).of(vitexplain.report.results.Family.SANITY);
    assertThat(tables)
        .extracting(PaperTable::name)
        .containsExactlyInAnyOrder(
            "sanity-random-logit", "sanity-random-logit-agnostic", "sanity-mprt-top-down");
    assertThat(rows(tables, "sanity-random-logit"))
        .containsExactly("legrad", "chance", "n (images)");
    assertThat(rows(tables, "sanity-random-logit-agnostic"))
        .containsExactly("rollout", "chance", "n (images)");
    assertThat(rows(tables, "sanity-mprt-top-down"))
        .containsExactlyInAnyOrder("legrad", "rollout", "chance", "n (images)");
  }

  private static List<String> rows(List<PaperTable> tables, String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .flatMap(table -> table.rows().stream())
        .map(row -> row.get(0))
        .toList();
  }

  private static MetricRow sanity(String name) {
    return new MetricRow(name, "sanity", "descriptor", "none", "similarity", "a paper", "", 0);
  }

  private static SummaryRow summary(String method, String metric) {
    return new SummaryRow(method, metric, "", "", 0.5, 0.4, 0.6, 9, Double.NaN);
  }
}
