package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.Described;
import vitexplain.report.SyntheticRun;
import vitexplain.report.results.Family;
import vitexplain.report.results.ModelUse;
import vitexplain.report.results.Results;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Counts;
import vitexplain.run.row.BackgroundRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.ModelUseRow;
import vitexplain.run.row.SummaryRow;

/** What stands beside numbers of localisation, and the tables over what the model has right. */
class ModelUseTableTest {

  @TempDir Path scratch;

  private RunFolder run() {
    RunFolder folder = new RunFolder(scratch);
    folder
        .table(SummaryRow.SCHEMA)
        .write(
            List.of(
                new SummaryRow("legrad", "srg", "drop", "", 0.5, 0.4, 0.6, 4, 0),
                new SummaryRow("legrad", "ap_fg", "", "", 0.7, 0.6, 0.8, 4, 0.2)));
    Described.methods(folder);
    folder
        .table(MetricRow.SCHEMA)
        .write(
            List.of(
                new MetricRow("srg", "removal", "higher is better", "0", "area", "a paper", "", 0),
                new MetricRow(
                    "ap_fg", "localisation", "higher is better", "share", "ap", "a paper", "", 0)));
    Manifest.record(
        folder,
        "evaluate",
        SyntheticRun.section("evaluate", "demo", new Counts(4, 4, 0, 0), Map.of()));
    return folder;
  }

  private static void measured(RunFolder folder, int labelled) {
    List<ModelUseRow> rows = new ArrayList<>();
    add(rows, BackgroundRow.WHOLE, "", 0.95, labelled);
    add(rows, BackgroundRow.KEPT, "blur", 0.9, labelled);
    add(rows, BackgroundRow.REMOVED, "blur", 0.3, labelled);
    add(rows, BackgroundRow.KEPT, "road", 0.85, labelled);
    add(rows, BackgroundRow.REMOVED, "road", 0.25, labelled);
    folder.table(ModelUseRow.SCHEMA).write(rows);
  }

  private static void add(
      List<ModelUseRow> rows, String shown, String fill, double accuracy, int labelled) {
    rows.add(
        new ModelUseRow(
            shown, fill, ModelUseRow.ACCURACY, accuracy, accuracy - 0.1, 1, 40, labelled));
    rows.add(
        new ModelUseRow(
            shown, fill, ModelUseRow.PROBABILITY, accuracy / 2, 0, accuracy, 40, labelled));
  }

  @Test
  void theTableHasWhatIsShownByFillWithBothMeasures() {
    RunFolder folder = run();
    measured(folder, 40);
    PaperTable table = ModelUseTable.of(Results.of(folder)).orElseThrow();
    assertThat(table.rows())
        .hasSize(5)
        .contains(
            List.of("whole", "–", "0.950 [0.850, 1.000]", "0.475 [0.000, 0.950]", "40"),
            List.of(
                "object removed", "road", "0.250 [0.150, 1.000]", "0.125 [0.000, 0.250]", "40"));
    assertThat(table.caption()).contains("Asked for: the true class.");
    assertThat(ModelUse.of(Results.of(folder)).orElseThrow().sentence())
        .contains(
            "0.95 of its answers are right on the images as they are",
            "0.90 (blur), 0.85 (road) with the object before another image's background",
            "0.30 (blur), 0.25 (road) with the object removed (n = 40)");
  }

  @Test
  void everyTableOfLocalisationSaysWhetherTheModelUsesTheObject() {
    RunFolder folder = run();
    measured(folder, 40);
    Results results = Results.of(folder);
    String sentence = ModelUse.of(results).orElseThrow().sentence();
    MetricTables tables = new MetricTables(results);
    assertThat(tables.of(Family.LOCALISATION).get(0).caption()).endsWith(sentence);
    assertThat(tables.of(Family.REMOVAL).get(0).caption()).doesNotContain("object");
    assertThat(MainTable.of(results).orElseThrow().caption())
        .contains(
            "With the object removed the model still has 0.30 (blur), 0.25 (road) of its answers right.");
    assertThat(Latex.of(tables.of(Family.LOCALISATION).get(0))).contains("with the object removed");
  }

  @Test
  void withoutLabelsItIsTheSameAnswerThatIsCounted() {
    RunFolder folder = run();
    measured(folder, 0);
    assertThat(ModelUse.of(Results.of(folder)).orElseThrow().sentence())
        .contains("0.95 of its answers are those that it gives to the whole images");
    assertThat(ModelUseTable.of(Results.of(folder)).orElseThrow().caption())
        .contains("There are no labels");
  }

  @Test
  void whatWasNotMeasuredIsSaidBesideTheNumbers() {
    RunFolder folder = run();
    Results results = Results.of(folder);
    assertThat(ModelUseTable.of(results)).isEmpty();
    assertThat(new MetricTables(results).of(Family.LOCALISATION).get(0).caption())
        .contains("was not measured in this run");
  }

  @Test
  void tablesOverWhatTheModelHasRightStandBesideThoseOverAll() {
    RunFolder folder = run();
    images(folder, 1, 1, 1, 0);
    folder
        .table(SummaryRow.CORRECT)
        .write(
            List.of(
                new SummaryRow("legrad", "srg", "drop", "", 0.6, 0.5, 0.7, 3, 0),
                new SummaryRow("legrad", "ap_fg", "", "", 0.8, 0.7, 0.9, 3, 0.2)));
    List<PaperTable> tables = CorrectTables.of(Results.of(folder));
    assertThat(tables)
        .extracting(PaperTable::name)
        .containsExactly("main-correct", "removal-drop-correct", "localisation-correct");
    assertThat(tables)
        .allMatch(
            table ->
                table
                    .caption()
                    .startsWith(
                        "Only the images that the model classifies correctly, 3 of 4 with a label."));
    assertThat(tables.get(2).rows().get(0)).containsExactly("legrad", "0.800 [0.700, 0.900]");
    assertThat(CorrectTables.remark(Results.of(folder))).isEmpty();
  }

  @Test
  void whyThereIsNoSecondSetOfTablesIsSaid() {
    RunFolder folder = run();
    assertThat(CorrectTables.remark(Results.of(folder))).isEmpty();
    folder.table(SummaryRow.CORRECT).write(List.of());
    assertThat(CorrectTables.remark(Results.of(folder))).isEmpty();
    images(folder, 1, 1, 1, 1);
    assertThat(CorrectTables.remark(Results.of(folder)).orElseThrow()).contains("all 4 images");
    images(folder, 0, 0, 0, 0);
    assertThat(CorrectTables.remark(Results.of(folder)).orElseThrow()).contains("none of the 4");
    assertThat(CorrectTables.of(Results.of(folder))).isEmpty();
  }

  /** All labelled 1. */
  private static void images(RunFolder folder, int... predicted) {
    List<ImageRow> rows = new ArrayList<>();
    for (int k : predicted) {
      rows.add(
          ImageRow.of("i" + rows.size(), "", "", 9, 9, java.util.OptionalInt.of(1))
              .answered(k, "", 0.9, ""));
    }
    folder.table(ImageRow.SCHEMA).write(rows);
  }
}
