package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.chart.FigureFormats;
import vitexplain.report.chart.FigureFormats.Kind;
import vitexplain.run.RunFolder;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

/**
 * What a real run leaves when little was measured: undefined values, one image, broken pictures.
 */
class SparseRunTest {

  private static final double NONE = Double.NaN;

  @TempDir Path scratch;

  @Test
  void undefinedValuesAreDashesAndStopNoFigure() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    folder
        .table(SummaryRow.SCHEMA)
        .write(
            List.of(
                new SummaryRow("legrad", "srg", "blur", "", .3, NONE, NONE, 1, NONE),
                new SummaryRow("rollout", "srg", "blur", "", NONE, NONE, NONE, 0, NONE),
                new SummaryRow("legrad", "morf", "blur", "0.0", .9, NONE, NONE, 1, NONE),
                new SummaryRow("legrad", "morf", "blur", "1.0", .1, NONE, NONE, 1, NONE)));
    folder
        .table(LatencyRow.SCHEMA)
        .write(
            List.of(
                new LatencyRow(
                    "explanation",
                    "legrad",
                    "demo",
                    "cpu",
                    "float32",
                    1,
                    1,
                    "avgt",
                    0,
                    NONE,
                    NONE,
                    NONE,
                    NONE,
                    NONE,
                    NONE,
                    1,
                    NONE)));
    String html = Files.readString(ReportWriter.write(folder));
    assertThat(html)
        .contains("<th scope=\"row\">rollout</th><td>&ndash;</td>")
        .doesNotContain("n = 0")
        .contains("n = 1 image");
    assertThat(folder.figures().resolve("interval-srg-blur.png")).exists();
    assertThat(folder.figures().resolve("morf-blur.png")).exists();
    assertThat(folder.figures().resolve("cost-faithfulness.svg")).exists();
    assertThat(Links.dead(ReportWriter.write(folder, new FigureFormats(Set.of(Kind.PNG)), false)))
        .isEmpty();
    assertThat(folder.figures().resolve("morf-blur.png")).exists();
    assertThat(folder.figures().resolve("morf-blur.svg")).doesNotExist();
  }

  @Test
  void brokenHeatmapLeavesAnEmptyFrame() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    folder
        .table(SummaryRow.SCHEMA)
        .write(List.of(new SummaryRow("legrad", "srg", "blur", "", .3, .2, .4, 1, 0)));
    folder
        .samples()
        .write(
            List.of(
                new SampleRow(
                    "a.png", "legrad", "predicted", "srg", "blur", "patch", "", 0, .3, false)));
    for (String owner : new String[] {RunFolder.IMAGES, "legrad"}) {
      Path file = folder.heatmap(owner, "a.png");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "no picture");
    }
    ReportWriter.write(folder);
    assertThat(folder.figures().resolve("gallery.png")).isNotEmptyFile();
  }
}
