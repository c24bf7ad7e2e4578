package vitexplain.run.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

class TableTest {

  @TempDir Path folder;

  private static SampleRow sample(String image, double value) {
    return new SampleRow(image, "legrad", "predicted", "srg", "blur", "patch", "", 7, value, false);
  }

  @Test
  void everySchemaReadsBackWhatItWrote() {
    double awkward = 0.1 + 0.2;
    roundTrip(
        CurveRow.SCHEMA,
        new CurveRow(
            new SampleRow("a, \"b\"\nc.png", "m", "label", "morf", "", "patch", "", 3, 0, true),
            List.of("0.00", "", "1.00"),
            List.of(awkward, Double.NaN, -1.0)));
    roundTrip(SampleRow.LONG, sample("a, \"b\"\nc.png", awkward));
    roundTrip(
        ConfusionRow.SCHEMA,
        new ConfusionRow("a", "legrad", "predicted", "top-k", 1, 2, 3, 1L << 40));
    roundTrip(
        LatencyRow.SCHEMA,
        new LatencyRow(
            "reference",
            "legrad",
            "demo",
            "cpu",
            "float32",
            8,
            2,
            "avgt",
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            1,
            900));
    roundTrip(
        SummaryRow.SCHEMA, new SummaryRow("legrad", "miou", "", "0.50", awkward, 0, 1, 14, 0.475));
    roundTrip(
        PairRow.SCHEMA,
        new PairRow("all", "legrad", "rollout", "srg", "drop", -1e-17, -1, 1, 9, .5, 1, .1, .2));
    roundTrip(
        MethodRow.SCHEMA,
        new MethodRow(
            "a:b=1",
            "a",
            "peer",
            "class-specific",
            "f",
            3,
            2,
            "a:b=1",
            "s",
            "",
            "v",
            "abs",
            1e-7,
            "A"));
    roundTrip(FailureRow.SCHEMA, new FailureRow("<ü>.png", "decode", "0 of 341 bytes"));
  }

  private <R> void roundTrip(Schema<R> schema, R row) {
    Table<R> table = new RunFolder(folder).table(schema);
    table.write(List.of(row, row));
    assertThat(table.read()).containsExactly(row, row);
  }

  @Test
  void columnNamesAreQuotedLikeFields() throws IOException {
    Schema<String> schema =
        new Schema<>(
            "t.csv", List.of("SRG, drop", "b"), row -> List.of(row, row), f -> f.text("b"));
    Table<String> table = new RunFolder(folder).table(schema);
    table.write(List.of("x"));
    assertThat(Files.readString(table.file())).isEqualTo("\"SRG, drop\",b\nx,x\n");
    assertThat(table.read()).containsExactly("x");
  }

  @Test
  void columnsThatCameLaterMayBeMissing() throws IOException {
    Schema<String> schema =
        new Schema<>(
            "t.csv",
            List.of("a", "b"),
            row -> List.of(row, "new"),
            f -> f.text("a") + "/" + f.text("b"),
            1);
    Table<String> table = new RunFolder(folder).table(schema);
    table.write(List.of("x"));
    assertThat(table.read()).containsExactly("x/new");
    Files.writeString(table.file(), "a\nx\n");
    assertThat(table.read()).containsExactly("x/");
    Files.writeString(table.file(), "b\nx\n");
    assertThatThrownBy(table::read).hasMessageContaining("found the header 'b', expected 'a,b'");
    Files.writeString(table.file(), "a\nx,y\n");
    assertThatThrownBy(table::read).hasMessageContaining("found 2 fields, expected the 1 of 'a'");
  }

  @Test
  void notANumberIsAnEmptyField() throws IOException {
    Table<SampleRow> table = new RunFolder(folder).table(SampleRow.LONG);
    table.write(List.of(sample("a.png", Double.NaN)));
    assertThat(Files.readString(table.file()))
        .endsWith("\na.png,legrad,predicted,srg,blur,patch,,7,,false\n");
    assertThat(table.read().get(0).value()).isNaN();
  }

  @Test
  void unreadableFieldNamesFileLineAndColumn() throws IOException {
    Table<ConfusionRow> table =
        withLines("a,legrad,label,0.50,1,2,3,4\nb,legrad,label,0.50,1,two,3,4\n");
    assertThatThrownBy(table::read)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("confusion.csv, line 3, column 'fp'")
        .hasMessageContaining("found 'two', expected a whole number");
  }

  @Test
  void rowWithTooFewFieldsIsRefusedWithItsLine() throws IOException {
    assertThatThrownBy(withLines("a,legrad\n")::read)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("line 2: found 2 fields, expected the 8");
  }

  @Test
  void anotherHeaderIsRefusedWithBothHeaders() throws IOException {
    Table<ConfusionRow> table = withLines("");
    Files.writeString(table.file(), "image,method\na,b\n");
    assertThatThrownBy(table::read)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("found the header 'image,method'")
        .hasMessageContaining("expected 'image,method,target,threshold,tp,fp,fn,tn'");
  }

  @Test
  void missingFileIsNoRowsOnlyWhenAskedSo() {
    Table<ConfusionRow> table = new RunFolder(folder).table(ConfusionRow.SCHEMA);
    assertThat(table.readIfPresent()).isEmpty();
    assertThatThrownBy(table::read)
        .isInstanceOf(Refusal.class)
        .hasMessageEndingWith("confusion.csv does not exist.");
  }

  private Table<ConfusionRow> withLines(String lines) throws IOException {
    Table<ConfusionRow> table = new RunFolder(folder).table(ConfusionRow.SCHEMA);
    Files.writeString(table.file(), "image,method,target,threshold,tp,fp,fn,tn\n" + lines);
    return table;
  }
}
