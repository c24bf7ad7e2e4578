package vitexplain.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.StudyFolder;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ModelAgreementRow;

class ModelTablesTest {
  @TempDir Path scratch;

  private static ModelAgreementRow row(
      String metric, String a, String fillA, String b, String fillB, double tau) {
    return new ModelAgreementRow(metric, a, fillA, b, fillB, tau, tau - 0.1, tau + 0.1, 12, 3);
  }

  private List<PaperTable> tables(ModelAgreementRow... rows) throws IOException {
    RunFolder folder = new RunFolder(scratch);
    new StudyFolder(folder, 12, Map.of("legrad", 0.6, "rollout", 0.4, "chefer", 0.2), Map.of())
        .write("demo", 12, List.of());
    folder.table(ModelAgreementRow.SCHEMA).write(List.of(rows));
    return ModelTables.of(Results.of(folder));
  }

  @Test
  void eachStrategyStandsBetweenTheModelsAndBesideThePrimaryOneOnEach() throws IOException {
    List<PaperTable> tables =
        tables(
            row("srg", "demo", "drop", "demo", "black", 0.1),
            row("srg", "demo", "drop", "other", "drop", 0.2),
            row("srg", "demo", "drop", "other", "black", 0.3),
            row("srg", "demo", "black", "other", "drop", 0.4),
            row("srg", "demo", "black", "other", "black", 0.5),
            row("srg", "other", "black", "other", "drop", 0.6),
            row("ap_fg", "demo", "", "other", "", 0.7));
    assertThat(tables)
        .extracting(PaperTable::name)
        .containsExactly(ModelTables.PRIMARY, ModelTables.OTHERS);
    assertThat(tables.get(0).header())
        .containsExactly("fill", "demo and other", "with drop, demo", "with drop, other");
    assertThat(tables.get(0).rows())
        .containsExactly(
            List.of("drop", "0.200 [0.100, 0.300]", Format.NONE, Format.NONE),
            List.of(
                "black", "0.500 [0.400, 0.600]", "0.100 [0.000, 0.200]", "0.600 [0.500, 0.700]"));
    assertThat(tables.get(0).caption()).contains("rankings of 3 methods", "same 12 images");
    assertThat(tables.get(1).rows())
        .containsExactly(List.of("ap_fg", Format.NONE, "0.700 [0.600, 0.800]", "12", "3"));
  }

  @Test
  void whatWasNotComparedHasNoTable() throws IOException {
    assertThat(tables()).isEmpty();
    assertThat(tables(row("srg", "demo", "drop", "other", "drop", Double.NaN))).isEmpty();
    assertThat(tables(row("srg", "demo", "drop", "demo", "black", 0.5))).isEmpty();
  }
}
