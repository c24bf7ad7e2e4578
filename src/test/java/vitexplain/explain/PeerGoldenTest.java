package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.GentleModel;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Peers against maps that {@code src/test/python/methods/peers_golden.py} made with torch. */
@ExtendWith(AgreementReport.class)
class PeerGoldenTest {
  /** Relative to a map's largest value; both sides are float64, and maps leave as float32. */
  private static final double FLOAT = 1e-6;

  private static final Path FILES = GentleModel.DIRECTORY;

  private static Vit model;
  private static NDManager scope;
  private static NDArray pixels;
  private static int[] targets;

  @BeforeAll
  static void open() throws IOException {
    model = GentleModel.open(DataType.FLOAT64);
    scope = model.newScope();
    JsonNode input = json(FILES.resolve("pixels.json"));
    float[][] images = rows(input.get("pixels"));
    pixels = model.pixels(scope, images);
    targets =
        new int[] {input.get("targets").get(0).intValue(), input.get("targets").get(1).intValue()};
  }

  @AfterAll
  static void close() {
    model.close();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.endsWith("config.json") && !file.endsWith("pixels.json"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void mapsEqualTorchs(Path file, Agreement agreement) throws IOException {
    JsonNode golden = json(file);
    JsonNode expected = golden.get("maps");
    Explainer explainer = Methods.named(golden.get("method").textValue());
    OptionalInt contrast =
        golden.has("contrast")
            ? OptionalInt.of(golden.get("contrast").intValue())
            : OptionalInt.empty();
    Targets explained = Targets.of(targets).against(contrast);
    try (Trace trace = model.trace(pixels, explained, explainer.needs())) {
      float[][] found = explainer.explain(trace).values();
      assertThat(found).hasNumberOfRows(expected.size());
      for (int b = 0; b < found.length; b++) {
        agreement.relative(
            "methods: peers, autograd script, float64",
            FLOAT,
            file.getFileName() + ", image " + b,
            widened(found[b]),
            doubles(expected.get(b)));
      }
    }
  }

  @Test
  void everyPeerHasAGoldenFile() throws IOException {
    List<String> names = files().stream().map(file -> file.getFileName().toString()).toList();
    assertThat(Methods.all())
        .filteredOn(entry -> entry.kind() == Methods.Kind.PEER)
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(names).contains(entry.name().replace('-', '_') + ".json"));
  }

  private static double[] widened(float[] map) {
    return IntStream.range(0, map.length).mapToDouble(i -> map[i]).toArray();
  }

  private static double[] doubles(JsonNode map) {
    return IntStream.range(0, map.size()).mapToDouble(i -> map.get(i).doubleValue()).toArray();
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static float[][] rows(JsonNode matrix) {
    float[][] rows = new float[matrix.size()][matrix.get(0).size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (float) matrix.get(i).get(j).doubleValue();
      }
    }
    return rows;
  }
}
