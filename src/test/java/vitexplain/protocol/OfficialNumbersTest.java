package vitexplain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.LabelMap;
import vitexplain.dataset.layout.DataReference;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/**
 * A trained network on pictures of ImageNet-Segmentation's kind, against the numbers of the
 * published evaluation's own code in float64. Runs where the folder that {@code
 * -Dvitexplain.shared} names is there.
 */
class OfficialNumbersTest {
  private static final int PICTURES = 2;

  /** Per cent; one pixel of 224 x 224 is 0.002. */
  private static final double PIXEL = 0.003;

  /** Per cent: maps are rounded to float32 here, so values tie that differ there. */
  private static final double TIES = 0.01;

  @Test
  void everyPictureHasTheNumbersOfTheAuthorsCode() throws IOException {
    Path shared = folder();
    Protocol protocol = Protocols.named("chefer-segmentation");
    List<Explainer> methods = protocol.methods().stream().map(Methods::named).toList();
    ModelSource source =
        ModelSource.named(shared.resolve("real/vit-small-photos").toString(), shared);
    Dataset data =
        Dataset.open(
                DataReference.parse("imagenet-segmentation:" + shared.resolve("tables/gtsegs.mat")),
                Optional.empty(),
                LabelMap.NONE)
            .first(PICTURES);
    Map<String, Double> found = new HashMap<>();
    try (Vit model = source.open(Device.cpu(), DataType.FLOAT64, 0)) {
      Reproduction.Result result =
          new Reproduction(
                  protocol,
                  model,
                  Reproduction.preprocessor(protocol, model, source.preprocessor()),
                  data,
                  methods)
              .run(
                  Progress.SILENT,
                  (rows, measured) ->
                      rows.forEach(
                          row ->
                              found.put(
                                  data.images().indexOf(row.image()) + row.method() + row.metric(),
                                  row.value())));
      assertThat(result.failures()).isEmpty();
    }
    int compared = 0;
    for (String line : Files.readAllLines(shared.resolve("tables/per_image.csv"))) {
      String[] cells = line.split(",", -1); // index,method,class,pixel_acc,ap
      if (cells[0].matches("\\d+") && Integer.parseInt(cells[0]) < PICTURES) {
        String key = cells[0] + cells[1];
        assertThat(found.get(key + "pixel_acc"))
            .as(key)
            .isCloseTo(100 * Double.parseDouble(cells[3]), within(PIXEL));
        assertThat(found.get(key + "ap"))
            .as(key)
            .isCloseTo(100 * Double.parseDouble(cells[4]), within(TIES));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(PICTURES * methods.size());
  }

  private static Path folder() {
    List<Path> found =
        Stream.of(System.getProperty("vitexplain.shared", "../shared"), "../../shared")
            .map(Path::of)
            .filter(path -> Files.isRegularFile(path.resolve("tables/per_image.csv")))
            .toList();
    assumeTrue(!found.isEmpty(), "no numbers of the authors' code beside the checkout");
    return found.get(0);
  }
}
