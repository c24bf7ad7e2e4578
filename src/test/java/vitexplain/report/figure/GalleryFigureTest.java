package vitexplain.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.Described;
import vitexplain.report.chart.Gallery;
import vitexplain.report.results.Results;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

/** The number below a map is that map's. */
class GalleryFigureTest {
  @TempDir Path scratch;

  private static SampleRow srg(String method, String target, long seed, double value) {
    return new SampleRow("a.png", method, target, "srg", "drop", "patch", "", seed, value, false);
  }

  private static SummaryRow summary(String method) {
    return new SummaryRow(method, "srg", "drop", "", .3, .2, .4, 1, 0);
  }

  @Test
  void numberBelowAMapIsOfThePredictedClassAndOfItsSeed() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    folder
        .table(SummaryRow.SCHEMA)
        .write(List.of(summary("legrad"), summary("smoothgrad"), summary("random")));
    folder
        .samples()
        .write(
            List.of(
                srg("legrad", "predicted", 0, .5),
                srg("legrad", "label", 0, -.9),
                srg("smoothgrad:seed=3", "predicted", 3, .4),
                srg("smoothgrad:seed=4", "predicted", 4, .1),
                srg("random", "predicted", 0, .25),
                srg("random:seed=1", "predicted", 1, -.7)));
    for (String owner :
        List.of(RunFolder.IMAGES, "legrad", "random", "smoothgrad:seed=3", "smoothgrad:seed=4")) {
      Path map = folder.heatmap(owner, "a.png");
      Files.createDirectories(map.getParent());
      Files.writeString(map, "no picture");
    }
    Described.methods(folder, "random:seed=1", "smoothgrad:seed=3", "smoothgrad:seed=4");
    Gallery gallery = (Gallery) new GalleryFigure().plots(Results.of(folder)).get(0).chart();
    assertThat(gallery.methods())
        .extracting(Gallery.Head::name)
        .containsExactly("legrad", "smoothgrad", "random");
    assertThat(gallery.rows().get(0).tiles().subList(2, 5))
        .containsExactly(
            new Gallery.Tile(folder.heatmap("legrad", "a.png"), "0.50"),
            new Gallery.Tile(folder.heatmap("smoothgrad:seed=3", "a.png"), "0.40"),
            new Gallery.Tile(folder.heatmap("random", "a.png"), "0.25"));
  }
}
