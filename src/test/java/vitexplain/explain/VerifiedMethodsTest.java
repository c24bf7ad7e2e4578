package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.base.Verified;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.image.resize.Upsample;
import vitexplain.vit.GentleModel;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.GoldenModel;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** What the registry says a method was held against, and how close it came, is so. */
class VerifiedMethodsTest {
  private static final Path FILES = Path.of("src/test/resources/golden/methods");
  private static final Path VERSIONS = Path.of("src/test/resources/golden/README.md");

  /** A printed difference tells nothing if it is many times what is found. */
  private static final double INFORMATIVE = 20;

  /** Of maps that leave the device as float32. */
  private static final double ROUNDING = 1e-7;

  /** A package with its version, such as {@code torch-cam 0.5.0}. */
  private static final Pattern VERSION = Pattern.compile("([A-Za-z][A-Za-z-]*) (\\d+(?:\\.\\d+)+)");

  private static final Pattern SCRIPT_AND_MODEL =
      Pattern.compile("(\\w+)\\.([\\w-]+)\\.safetensors");

  /** Largest difference after min-max in float64, by the registered name. */
  private static final Map<String, Double> MEASURED = new TreeMap<>();

  @BeforeAll
  static void measure() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Matcher name = SCRIPT_AND_MODEL.matcher(file.getFileName().toString());
        assertThat(name.matches()).as("%s", file).isTrue();
        measure(name.group(1), name.group(2));
      }
    }
    measurePeers();
    MEASURED.forEach(
        (name, difference) ->
            System.out.printf(Locale.ROOT, "verified: %s | %.1e%n", name, difference));
  }

  private static void measure(String script, String name) {
    GoldenModel golden = new GoldenModel(name);
    try (Vit model = golden.open(DataType.FLOAT64);
        NDManager scope = model.newScope()) {
      NDArray pixels = golden.pixels(model, scope);
      for (String key : GoldenModel.names(FILES.resolve(script + "." + name + ".safetensors"))) {
        if (key.equals("contrast") || key.startsWith("cosine")) {
          continue; // no map, and a map of another score
        }
        double[][] theirs = GoldenMaps.read(script, name, key);
        Targets targets = golden.targets();
        if (script.equals("contrast")) {
          targets = targets.against((int) GoldenMaps.read(script, name, "contrast")[0][0]);
        }
        boolean upsampled = script.equals("legrad_package");
        String id = upsampled ? "legrad:" + key : key.replace("chefer ", "");
        compare(model, pixels, targets, id, theirs, upsampled);
      }
    }
  }

  private static void measurePeers() throws IOException {
    try (Vit model = GentleModel.open(DataType.FLOAT64);
        NDManager scope = model.newScope();
        Stream<Path> files = Files.list(GentleModel.DIRECTORY)) {
      JsonNode input = json(GentleModel.DIRECTORY.resolve("pixels.json"));
      double[][] images = doubles(input.get("pixels"));
      float[][] rounded = new float[images.length][];
      for (int b = 0; b < images.length; b++) {
        rounded[b] = new float[images[b].length];
        for (int i = 0; i < images[b].length; i++) {
          rounded[b][i] = (float) images[b][i];
        }
      }
      NDArray pixels = model.pixels(scope, rounded);
      int[] classes = new ObjectMapper().convertValue(input.get("targets"), int[].class);
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode golden = json(file);
        if (golden.has("maps")) {
          Targets targets = Targets.of(classes);
          if (golden.has("contrast")) {
            targets = targets.against(golden.get("contrast").intValue());
          }
          String id = golden.get("method").textValue();
          compare(model, pixels, targets, id, doubles(golden.get("maps")), false);
        }
      }
    }
  }

  private static void compare(
      Vit model, NDArray pixels, Targets targets, String id, double[][] theirs, boolean upsampled) {
    Explainer method = Methods.named(id);
    try (Trace trace = model.trace(pixels, targets, method.needs())) {
      Maps ours = method.explain(trace);
      int edge = (int) Math.sqrt(theirs[0].length);
      for (int b = 0; b < theirs.length; b++) {
        float[][] raw = ours.heatmap(b).raw();
        double difference =
            difference(
                GoldenMaps.flat(upsampled ? Upsample.bilinear(raw, edge, edge) : raw), theirs[b]);
        MEASURED.merge(Methods.entry(id).name(), difference, Math::max);
      }
    }
  }

  /** After min-max; of constant maps, which have none, as they are. */
  private static double difference(double[] ours, double[] theirs) {
    assertThat(ours).hasSameSizeAs(theirs);
    boolean constant = IntStream.range(1, theirs.length).allMatch(i -> theirs[i] == theirs[0]);
    double[] a = constant ? ours : GoldenMaps.minMax(ours);
    double[] b = constant ? theirs : GoldenMaps.minMax(theirs);
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  static List<Methods.Entry> entries() {
    return Methods.all();
  }

  static List<Methods.Entry> verified() {
    return entries().stream()
        .filter(entry -> !entry.verified().equals(Verified.UNVERIFIED))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void noLargerDifferenceThanThePrintedOneIsFound(Methods.Entry entry) {
    if (entry.verified().equals(Verified.UNVERIFIED)) {
      assertThat(MEASURED).doesNotContainKey(entry.name());
      return;
    }
    assertThat(MEASURED).containsKey(entry.name());
    double found = MEASURED.get(entry.name());
    double printed = entry.verified().largestDifference();
    assertThat(found).isLessThanOrEqualTo(printed);
    assertThat(printed).isLessThanOrEqualTo(INFORMATIVE * Math.max(found, ROUNDING));
  }

  @ParameterizedTest
  @MethodSource("verified")
  void theVersionIsThatOfTheGoldenFiles(Methods.Entry entry) throws IOException {
    String versions = Files.readString(VERSIONS, StandardCharsets.UTF_8);
    Matcher version = VERSION.matcher(entry.verified().against());
    assertThat(version.results().map(Object::toString)).as(entry.name()).isNotEmpty();
    version.reset();
    while (version.find()) {
      String name = version.group(1).replace("torch-cam", "torchcam").replace("PyTorch", "torch");
      assertThat(versions).contains(name.replace("NumPy", "numpy") + " " + version.group(2));
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static double[][] doubles(JsonNode matrix) {
    return new ObjectMapper().convertValue(matrix, double[][].class);
  }
}
