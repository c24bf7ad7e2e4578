package vitexplain.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.report.chart.Roster;
import vitexplain.run.ShownImages;
import vitexplain.run.row.SampleRow;

class ShownSamplesTest {

  private static final int IMAGES = 20;

  private static SampleRow row(
      int image, String target, String metric, String level, double value) {
    String unit = level.isEmpty() ? "" : "patch";
    return new SampleRow(
        "i" + image, "legrad", target, metric, "drop", unit, level, 0, value, false);
  }

  @Test
  void rowsOfTheBestAndTheWorstImagesAreKeptAndNoOthers() {
    ShownSamples samples = new ShownSamples(Roster.of(List.of(), List.of("legrad")), "drop");
    for (int i = 0; i < IMAGES; i++) {
      samples.take(row(i, "predicted", "srg", "", i));
      samples.take(row(i, "label", "srg", "", 100 - i));
      samples.take(row(i, "predicted", "morf", "0.50", 0.5));
      samples.take(row(i, "predicted", "iou_fg", "0.50", 0.5));
      samples.take(row(i, "predicted", "gini", "", Double.NaN));
    }
    List<SampleRow> rows = samples.rows();
    assertThat(rows).extracting(SampleRow::image).doesNotContain("i4", "i15");
    assertThat(rows).extracting(SampleRow::image).contains("i0", "i3", "i16", "i19");
    assertThat(rows).hasSize(2 * 2 * ShownImages.EACH);
    assertThat(rows).extracting(SampleRow::metric).containsOnly("srg", "morf");
  }
}
