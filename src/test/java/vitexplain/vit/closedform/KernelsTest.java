package vitexplain.vit.closedform;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.IValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.model.RandomWeights;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.RelevanceRules.Score;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.HeadNorm;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

class KernelsTest {
  /** Relative to an array's largest entry: two orders of the same float32 sums. */
  private static final double FLOAT32 = 1e-5;

  private static final Path SCRIPT = Path.of("src", "main", "python", "kernels.py");
  private static final Pattern METHOD =
      Pattern.compile("def (\\w+)\\(\\s*self(?:: [\\w.]+)?(.*?)\\) ->", Pattern.DOTALL);
  private static final Pattern NAMED_WEIGHT = Pattern.compile("\\b(?:w|head)\\[\"([\\w.]+)\"]");
  private static final Pattern PARAMETER = Pattern.compile("(\\w+): ");
  private static final Pattern OPERATOR = Pattern.compile("(?:torch|ops\\.\\w+)\\.(_?\\w+)\\(");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kernels.pt",
        "kernels-whole-batch.pt",
        "kernels-onednn.pt",
        "kernels-bfloat16.pt"
      })
  void archiveHoldsTheCommittedSourceAndNoWeights(String archive) throws IOException {
    Map<String, String> entries = entries(archive);
    String source = Files.readString(SCRIPT, StandardCharsets.UTF_8);
    assertThat(entries.get("extra/kernels.py"))
        .as("the script has changed: run it again, its head says how")
        .isEqualTo(source);
    // A tensor would be a file in data/.
    assertThat(entries.keySet())
        .containsExactlyInAnyOrder(
            "extra/kernels.py",
            "data.pkl",
            "code/__torch__.py",
            "code/__torch__/torch/nn/functional.py",
            "constants.pkl",
            ".data/version",
            "byteorder",
            ".data/serialization_id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kernels.pt",
        "kernels-whole-batch.pt",
        "kernels-onednn.pt",
        "kernels-bfloat16.pt"
      })
  void compiledCodeIsThatOfTheSource(String archive) throws IOException {
    String source = Files.readString(SCRIPT, StandardCharsets.UTF_8);
    String code = entries(archive).get("code/__torch__.py");
    Map<String, List<String>> written = methods(source);
    methods(code)
        .forEach(
            (name, parameters) -> assertThat(parameters).as(name).isEqualTo(written.get(name)));
    assertThat(methods(code)).hasSizeGreaterThan(15);
    assertThat(operators(code)).hasSizeGreaterThan(15);
    assertThat(operators(code)).allSatisfy(name -> assertThat(source).contains(spelled(name)));
  }

  @Test
  void everyWeightThatIsPassedIsReadByItsName() throws IOException {
    Set<String> read =
        NAMED_WEIGHT
            .matcher(Files.readString(SCRIPT, StandardCharsets.UTF_8))
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT32, 3)) {
      FusedBlock last = model.forward().block(TestModels.TINY.blocks() - 1);
      Set<String> passed = new TreeSet<>(names(last.forward()));
      passed.addAll(names(last.reverse()));
      assertThat(passed).isEqualTo(read);
    }
  }

  private static Set<String> names(IValue weights) {
    Map<String, IValue> values = weights.toIValueMap();
    values.values().forEach(IValue::close);
    return values.keySet();
  }

  @Test
  void allArchivesGiveTheSame() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT32, 3)) {
      assertAllGiveTheSame(model);
    }
  }

  /**
   * Rows of 1,024 numbers are packed: the MLP's, or every weight's. Weights are small here, since
   * sums as long of large ones round differently by themselves.
   */
  @ParameterizedTest
  @CsvSource({"16, 1024", "1024, 1024"})
  void allArchivesGiveTheSameWherePackingIsFaster(int width, int mlpWidth) {
    VitConfig tiny = TestModels.TINY;
    VitConfig config =
        new VitConfig(
            tiny.imageHeight(),
            tiny.imageWidth(),
            tiny.patchSize(),
            tiny.channels(),
            width,
            tiny.blocks(),
            tiny.heads(),
            mlpWidth,
            tiny.activation(),
            tiny.qkvBias(),
            tiny.layerNormEps(),
            Readout.CLASS_TOKEN,
            tiny.labels());
    NDManager owner = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    VitWeights weights = RandomWeights.create(owner, config, DataType.FLOAT32, 3);
    try (Vit model = new Vit(owner, config, weights)) {
      assertAllGiveTheSame(model);
    }
  }

  private static void assertAllGiveTheSame(Vit model) {
    Signal relevance = new Signal.TokenRelevance(RelevanceRules.constantAttention(Score.LOGIT));
    Set<Signal> several =
        Set.of(
            new Signal.Attention(),
            new Signal.Values(),
            new Signal.LogitContextGradient(),
            new Signal.AttentionGradientNorm(HeadNorm.L1),
            new Signal.AttentionGradientNorm(HeadNorm.L2),
            relevance);
    for (Set<Signal> needs : List.of(several, Set.of(relevance))) {
      assertGiveTheSame(model, needs, Kernels::anywhere);
      assertGiveTheSame(model, needs, Kernels::wholeBatch);
    }
  }

  private static void assertGiveTheSame(
      Vit model, Set<Signal> needs, BiFunction<NDManager, VitConfig, Kernels> kernels) {
    VitConfig config = model.config();
    try (NDManager manager = model.newScope()) {
      NDArray pixels = TestModels.pixels(model, manager, 2, 4);
      Kernels others = kernels.apply(manager, config);
      FastForward forward = new FastForward(manager, config, model.weights(), others);
      assertClose(model.logits(pixels), forward.logits(pixels));
      ClosedFormCapture capture = new ClosedFormCapture(config, model.weights(), forward);
      try (Trace found = model.trace(pixels, Targets.predicted(), needs);
          Trace other =
              capture
                  .capture(
                      manager, pixels, List.of(Targets.predicted()), needs, CapturePlan.of(needs))
                  .get(0)) {
        for (Signal signal : needs) {
          for (int l = 0; l < config.blocks(); l++) {
            assertClose(found.get(signal, l), other.get(signal, l));
          }
        }
      }
    }
  }

  @Test
  void anArchiveWithAnOperatorThatTheEngineLacksIsRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(TorchScript.load(manager, "unknown-operator.pt")).isEmpty();
    }
  }

  private static void assertClose(NDArray found, NDArray expected) {
    float largest = expected.abs().max().getFloat();
    assertThat(found.sub(expected).abs().max().getFloat()).isLessThan((float) FLOAT32 * largest);
  }

  /** Names without the archive's own folder, and the text of each. */
  private static Map<String, String> entries(String archive) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (InputStream in = Kernels.class.getResourceAsStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        entries.put(name, new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  private static Map<String, List<String>> methods(String text) {
    Map<String, List<String>> methods = new TreeMap<>();
    Matcher matcher = METHOD.matcher(text);
    while (matcher.find()) {
      methods.put(
          matcher.group(1),
          PARAMETER.matcher(matcher.group(2)).results().map(m -> m.group(1)).toList());
    }
    return methods;
  }

  private static Set<String> operators(String code) {
    return OPERATOR
        .matcher(code)
        .results()
        .map((MatchResult m) -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Operators that the compiler puts in the place of Python's own syntax. */
  private static String spelled(String operator) {
    return switch (operator) {
      case "eq" -> "==";
      case "ne" -> "!=";
      case "len" -> "len(";
      case "__not__" -> "not ";
      case "linalg_vector_norm" -> "linalg.vector_norm(";
      case "sub", "neg" -> "-";
      case "floordiv" -> "//";
      case "remainder" -> "%";
      case "mul" -> "*";
      case "pow" -> "**";
      case "_set_item" -> "for name, w in weights";
      case "slice", "select", "add" -> "[";
      default -> operator;
    };
  }

  @Test
  void onlyAMissingOperatorMeansThatTheEngineLacksOne() {
    assertThat(TorchScript.isMissingOperator(new EngineException("Unknown builtin op: a::b.")))
        .isTrue();
    assertThat(TorchScript.isMissingOperator(new EngineException("out of memory"))).isFalse();
    assertThat(TorchScript.isMissingOperator(new EngineException((String) null))).isFalse();
  }
}
