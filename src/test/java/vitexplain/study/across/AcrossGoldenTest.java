package vitexplain.study.across;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.dataset.Dataset;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.metric.Metrics;
import vitexplain.metric.input.MosaicCells;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.run.row.BackgroundRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MosaicRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.unit.ImageStudy;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.Vit;

/**
 * Mosaics and changed backgrounds of the golden run, against {@code src/test/python/run/across.py}.
 */
class AcrossGoldenTest {
  private static final Path ROOT = Path.of("src/test/resources/golden/run");

  /** Both compute in float64 and round pixels, maps and logits to float32 in between. */
  private static final double TOLERANCE = 1e-9;

  /** A sum of 121 float64 values in another order may round to the neighbouring float32. */
  private static final double OF_A_BLUR = 1e-6;

  private static JsonNode golden;
  private static Vit model;
  private static Dataset data;
  private static AcrossImages across;
  private static Preprocessor preprocessor;

  @BeforeAll
  static void open() throws IOException {
    golden = new ObjectMapper().readTree(ROOT.resolve("across.json").toFile());
    ModelDirectory directory = new ModelDirectory("golden", ROOT.resolve("model"));
    model = directory.open(Device.cpu(), DataType.FLOAT64, 0);
    preprocessor = directory.preprocessor();
    data =
        Dataset.open(ROOT.resolve("images"), Optional.of(ROOT.resolve("masks")), Optional.empty());
    List<String> methods = new ArrayList<>();
    golden.get("mosaics").get(0).get("values").fieldNames().forEachRemaining(methods::add);
    List<Explainer> explainers = methods.stream().map(Methods::named).toList();
    StudyPlan plan =
        new StudyPlan(explainers, Metrics.all(), List.of(Fill.values()), new double[] {0, 1}, 4, 1);
    across = new AcrossImages(model, preprocessor, plan, new ImageStudy(model, preprocessor, plan));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void everyMethodIsInTheGoldenFile() {
    assertThat(across.plan().methods())
        .extracting(method -> Methods.entry(method.id()).name())
        .containsAll(Methods.all().stream().map(Methods.Entry::name).toList());
  }

  @Test
  void everyValueOfEveryCellEqualsTheScripts() {
    for (JsonNode expected : golden.get("mosaics")) {
      List<MosaicRow> rows = rows(expected, mosaic(expected));
      assertThat(rows).hasSize(expected.get("classes").size() * across.plan().methods().size());
      for (MosaicRow row : rows) {
        assertThat(row.value())
            .as("%s", row)
            .isCloseTo(
                expected.get("values").get(row.method()).get(row.cell()).doubleValue(),
                within(TOLERANCE));
      }
    }
  }

  /** Of the right mosaic explained for wrong classes, class-specific methods find other cells. */
  @Test
  void wrongClassesAreKilledForTheMethodsThatSeeThem() {
    JsonNode expected = golden.get("mosaics").get(0);
    List<ImageRow> turned = new ArrayList<>();
    List<ImageRow> images = mosaic(expected).images();
    for (int i = 0; i < images.size(); i++) {
      int next = images.get((i + 1) % images.size()).predicted().orElseThrow();
      turned.add(image(images.get(i).image(), next));
    }
    Map<String, Boolean> equal =
        rows(expected, new Mosaic(turned)).stream()
            .collect(
                Collectors.groupingBy(
                    MosaicRow::method,
                    Collectors.reducing(
                        true,
                        row ->
                            Math.abs(
                                    row.value()
                                        - expected
                                            .get("values")
                                            .get(row.method())
                                            .get(row.cell())
                                            .doubleValue())
                                <= TOLERANCE,
                        Boolean::logicalAnd)));
    for (Explainer method : across.plan().methods()) {
      boolean blind = method.classAgnostic() || isWithoutRelevance(expected, method);
      assertThat(equal.get(method.id())).as(method.id()).isEqualTo(blind);
    }
  }

  /** As a map turned upside down is, where every score was positive. */
  private static boolean isWithoutRelevance(JsonNode expected, Explainer method) {
    for (JsonNode value : expected.get("values").get(method.id())) {
      if (value.doubleValue() != 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void everyAnswerToChangedBackgroundsEqualsTheScripts() {
    for (JsonNode expected : golden.get("scenes")) {
      Scene scene = scene(expected.get("image").textValue(), expected.get("target").intValue());
      assertThat(scene.object().cardinality()).isEqualTo(expected.get("pixels").intValue());
      List<BackgroundRow> rows =
          across.backgrounds(data).rows(scene, scene(expected.get("other").textValue(), 0));
      assertThat(rows).hasSameSizeAs(expected.get("rows"));
      for (int i = 0; i < rows.size(); i++) {
        JsonNode row = expected.get("rows").get(i);
        assertThat(rows.get(i).shown()).isEqualTo(row.get("shown").textValue());
        assertThat(rows.get(i).fill()).isEqualTo(row.get("fill").textValue());
        assertThat(rows.get(i).top()).isEqualTo(row.get("top").booleanValue());
        assertThat(rows.get(i).probability())
            .as("%s", rows.get(i))
            .isCloseTo(
                row.get("probability").doubleValue(),
                within(row.get("fill").textValue().equals("blur") ? OF_A_BLUR : TOLERANCE));
      }
    }
  }

  /** Wrong ways to change a background that are easy to write. */
  @Test
  void aMixedUpObjectOrBackgroundIsKilled() {
    JsonNode expected = golden.get("scenes").get(0);
    Scene scene = scene(expected.get("image").textValue(), expected.get("target").intValue());
    Scene other = scene(expected.get("other").textValue(), 0);
    assertThat(agrees(expected, across.backgrounds(data).rows(scene, other))).isTrue();
    assertThat(agrees(expected, across.backgrounds(data).rows(scene, scene)))
        .as("its own background")
        .isFalse();
    assertThat(agrees(expected, across.backgrounds(data).rows(inverted(scene), other)))
        .as("background for object")
        .isFalse();
    Scene bare = new Scene(other.facts(), other.object(), new BitSet());
    assertThat(agrees(expected, across.backgrounds(data).rows(scene, bare)))
        .as("the other image with its own object")
        .isFalse();
  }

  private static boolean agrees(JsonNode expected, List<BackgroundRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      double value = expected.get("rows").get(i).get("probability").doubleValue();
      if (Math.abs(rows.get(i).probability() - value) > OF_A_BLUR) {
        return false;
      }
    }
    return true;
  }

  private static Scene inverted(Scene scene) {
    BitSet background = new BitSet();
    background.set(0, 32 * 32);
    background.andNot(scene.object());
    return new Scene(scene.facts(), background, background);
  }

  private static Scene scene(String name, int target) {
    Pixels image = data.image(name, 3);
    Mask mask = data.mask(name, image, OptionalInt.empty()).orElseThrow();
    return Scene.of(
        image(name, target), mask, preprocessor.region(image.width(), image.height()), 32, 32);
  }

  private static List<MosaicRow> rows(JsonNode expected, Mosaic mosaic) {
    int side = expected.get("side").intValue();
    MosaicMetric metric = (MosaicMetric) Metrics.named("gridpg_" + side + "x" + side);
    return across.mosaics(data).rows(metric, 0, mosaic);
  }

  private static Mosaic mosaic(JsonNode expected) {
    List<ImageRow> images = new ArrayList<>();
    for (int i = 0; i < expected.get("images").size(); i++) {
      images.add(
          image(
              expected.get("images").get(i).textValue(),
              expected.get("classes").get(i).intValue()));
    }
    return new Mosaic(images);
  }

  private static ImageRow image(String name, int predicted) {
    return ImageRow.of(name, "", "", 1, 1, OptionalInt.empty()).answered(predicted, "", 1, "");
  }

  @Test
  void aMosaicHoldsEveryPictureInItsPlace() {
    JsonNode expected = golden.get("mosaics").get(1);
    MosaicCells cells = new MosaicCells(2, 32, 32);
    float[] picture = across.mosaics(data).picture(mosaic(expected), cells);
    for (int cell = 0; cell < cells.count(); cell++) {
      String name = expected.get("images").get(cell).textValue();
      float[] alone = preprocessor.apply(name, data.image(name, 3), model.inputSize());
      assertThat(mean(picture, cells, cell))
          .isCloseTo(mean(alone, new MosaicCells(1, 32, 32), 0), within(0.05));
    }
  }

  /** Of the first channel of a cell. */
  private static double mean(float[] picture, MosaicCells cells, int cell) {
    double sum = 0;
    int count = 0;
    for (int y = cells.top(cell); y < cells.bottom(cell); y++) {
      for (int x = cells.left(cell); x < cells.right(cell); x++) {
        sum += picture[y * cells.width() + x];
        count++;
      }
    }
    return sum / count;
  }
}
