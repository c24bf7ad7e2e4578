package vitexplain.run.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.base.Refusal;
import vitexplain.run.RunFolder;
import vitexplain.run.Samples;
import vitexplain.run.table.Schema;
import vitexplain.run.table.Table;

class CurveRowTest {
  @TempDir Path folder;

  private static SampleRow row(String image, String metric, String level, double value) {
    return new SampleRow(image, "m", "predicted", metric, "drop", "patch", level, 0, value, false);
  }

  private Samples samples() {
    return new RunFolder(folder).samples();
  }

  @Test
  void neighboursOfOneCurveAreOneRowAndTheOrderStays() {
    List<SampleRow> samples =
        List.of(
            row("a", "morf", "0.00", 0.1 + 0.2),
            row("a", "morf", "1.00", Double.NaN),
            row("a", "srg", "", Double.MIN_VALUE),
            row("a", "srg", "", -0.0),
            row("a", "morf", "0.00", 1e300),
            row("b", "morf", "0.00", 2));
    List<CurveRow> curves = CurveRow.of(samples);
    assertThat(curves).hasSize(4);
    assertThat(curves.stream().flatMap(curve -> curve.samples().stream()).toList())
        .isEqualTo(samples);
    samples().write(samples);
    assertThat(samples().read()).isEqualTo(samples);
    assertThat(CurveRow.of(List.of())).isEmpty();
  }

  @Test
  void theDocumentedColumnsAreThoseOfTheFile() throws IOException {
    String page = Files.readString(Path.of("docs", "run-folder.md"));
    String section = page.substring(page.indexOf("## The rows of samples.csv.gz"));
    assertThat(section)
        .contains("`" + String.join(",", CurveRow.SCHEMA.header()) + "`")
        .contains("`" + String.join(",", SampleRow.LONG.header()) + "`")
        .contains("curves.pop(\"levels\")", "curves.pop(\"values\")");
    assertThat(CurveRow.SCHEMA.header()).contains("levels", "values");
  }

  @Test
  void listsOfDifferentLengthAndLevelsWithSpacesAreNoCurve() {
    SampleRow key = row("a", "morf", "", 0);
    assertThatThrownBy(() -> new CurveRow(key, List.of("0", "1"), List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 levels and 1 values");
    assertThatThrownBy(() -> new CurveRow(key, List.of("top k"), List.of(1.0)))
        .hasMessageContaining("a level holds a space");
  }

  @Test
  void bytesThatAreNoGzipAreRefusedAndNotLeftOut() throws IOException {
    Path file = samples().curves().file();
    samples().write(List.of(row("a", "srg", "", 1)));
    Files.writeString(file, "a,m", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> samples().read())
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("samples.csv.gz cannot be read as CSV");
    Files.writeString(file, "image,method\n");
    assertThatThrownBy(() -> samples().read()).hasMessageContaining("cannot be read as CSV");
  }

  @ParameterizedTest
  @CsvSource({
    "0 1, 2, 'line 2: 2 levels and 1 values, expected as many of both'",
    "0, two, 'line 2, column ''values'': found ''two'', expected numbers or nothing'"
  })
  void listsThatCannotBeReadAreRefusedWithTheirLine(String levels, String values, String message) {
    Schema<String> raw =
        new Schema<>(
            CurveRow.SCHEMA.fileName(),
            CurveRow.SCHEMA.header(),
            image -> List.of(image, "m", "t", "morf", "", "", 0L, false, levels, values),
            fields -> fields.text("image"));
    new Table<>(samples().curves().file(), raw).write(List.of("a"));
    assertThatThrownBy(() -> samples().read())
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
  }
}
