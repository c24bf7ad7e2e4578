package vitexplain.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.cli.Main;
import vitexplain.explain.MethodProvider;
import vitexplain.explain.Methods;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * docs/extending.md followed for a method: {@link ValueNorm} is registered by {@link ExtraMethods}
 * and a line in a file on the class path. Nothing else is touched, and every command knows it.
 */
class RecipeTest {
  private static final String ID = "value-norm";
  private static final Path DOCUMENT = Path.of("docs", "extending.md");
  private static final Path SOURCES = Path.of("src", "test", "java", "vitexplain", "recipe");
  private static final String SERVICE = "META-INF/services/vitexplain.explain.MethodProvider";
  private static final long LONGEST_SECONDS = 300;
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

  @TempDir Path folder;

  private String classPath;

  @BeforeEach
  void nameTheProvider() throws IOException {
    classPath = withProvider(ExtraMethods.class.getName());
  }

  private String withProvider(String provider) throws IOException {
    Path service = folder.resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.writeString(service, provider + "\n");
    return folder + File.pathSeparator + System.getProperty("java.class.path");
  }

  /** What a command printed, both streams, and its code. */
  private record Run(int code, String printed) {}

  /** The program in a process of its own, as the registry is read once. */
  private Run run(String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djmh.ignoreLock=true",
                "-Dvitexplain.bench.classpath=" + classPath,
                "-cp",
                classPath,
                Main.class.getName()));
    command.addAll(List.of(args));
    Path log = Files.createTempFile(folder, "log", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }

  private static List<String> linesWith(Path table, String start) throws IOException {
    return Files.readAllLines(table).stream().filter(line -> line.startsWith(start)).toList();
  }

  @Test
  void everyCommandKnowsAMethodThatIsProvided() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    assertThat(run("methods").printed()).contains(ID + " ", "arXiv:2004.10102");

    Run evaluate =
        run(
            "evaluate",
            "--profile",
            "smoke",
            "--quiet",
            "--limit",
            "2",
            "--fills",
            "drop",
            "--methods",
            ID + "," + ID + ":block=1,legrad,random",
            "--out",
            out.toString());
    assertThat(evaluate.code()).as(evaluate.printed()).isZero();
    assertThat(linesWith(out.resolve("summary.csv"), ID + ",srg,")).isNotEmpty();
    assertThat(linesWith(out.resolve("summary.csv"), ID + ":block=1,srg,")).isNotEmpty();
    assertThat(linesWith(out.resolve("sanity.csv"), ID + ",random_logit")).hasSize(1);
    assertThat(linesWith(out.resolve("methods.csv"), ID + ",").get(0))
        .contains(",peer,class-agnostic,last block,");

    Run bench =
        run(
            "bench",
            "--profile",
            "smoke",
            "--quiet",
            "--model",
            "demo",
            "--methods",
            ID,
            "--include",
            "ExplainerBenchmark",
            "--out",
            out.toString());
    assertThat(bench.code()).as(bench.printed()).isZero();
    assertThat(linesWith(out.resolve("latency.csv"), "explanation," + ID + ",demo,")).isNotEmpty();

    Run report = run("report", "--figures", "svg", "--out", out.toString());
    assertThat(report.code()).as(report.printed()).isZero();
    assertThat(Files.readString(out.resolve("index.html"))).contains(ID);
    assertThat(Files.readString(out.resolve("tables/main.csv"))).contains(ID + ",");
  }

  @Test
  void aNameThatIsTakenAndAProviderThatIsMissingAreRefused()
      throws IOException, InterruptedException {
    classPath = withProvider(TakenName.class.getName());
    Run taken = run("methods");
    assertThat(taken.code()).as(taken.printed()).isEqualTo(2);
    assertThat(taken.printed())
        .contains("error: method 'rollout' of " + TakenName.class.getName())
        .doesNotContain("\tat ");
    classPath = withProvider("nobody.wrote.This");
    Run missing = run("methods");
    assertThat(missing.code()).as(missing.printed()).isEqualTo(2);
    assertThat(missing.printed()).contains("error: a provider of methods", "nobody.wrote.This");
  }

  /** A provider with a mistake. */
  public static final class TakenName implements MethodProvider {
    @Override
    public List<Methods.Entry> methods() {
      return List.of(
          Methods.Entry.of(
              "rollout", Methods.Kind.PEER, "", "", "", "", options -> new ValueNorm(0)));
    }
  }

  /** The formula beside it, in plain Java: what the recipe asks of a method that has no package. */
  @Test
  void valueNormIsItsFormula() {
    try (Vit model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 3);
        NDManager scope = model.newScope();
        Trace trace =
            model.trace(
                TestModels.pixels(model, scope, 1, 4),
                Targets.predicted(),
                new ValueNorm(ValueNorm.LAST).needs())) {
      int last = trace.blocks() - 1;
      double[] a = trace.get(new Signal.Attention(), last).toDoubleArray(); // (1,H,T,T)
      double[] v = trace.get(new Signal.Values(), last).toDoubleArray(); // (1,H,T,d_h)
      int tokens = trace.layout().tokens();
      int heads = a.length / (tokens * tokens);
      int width = v.length / (heads * tokens);
      float[] map = new ValueNorm(ValueNorm.LAST).explain(trace).values()[0];
      for (int p = 0; p < map.length; p++) {
        int j = p + trace.layout().prefixTokens();
        double sum = 0;
        for (int h = 0; h < heads; h++) {
          double squares = 0;
          for (int i = 0; i < width; i++) {
            squares += Math.pow(v[(h * tokens + j) * width + i], 2);
          }
          sum += a[h * tokens * tokens + j] * Math.sqrt(squares);
        }
        assertThat(map[p]).isCloseTo((float) (sum / heads), ROUNDING);
      }
    }
  }

  /** The code in the document is the code that is compiled here. */
  @Test
  void theDocumentShowsTheFilesOfThisTest() throws IOException {
    String document = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    List<String> blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(document)
            .results()
            .map(MatchResult::group)
            .toList();
    for (String name : List.of("ValueNorm.java", "ExtraMethods.java")) {
      String source = Files.readString(SOURCES.resolve(name), StandardCharsets.UTF_8);
      assertThat(blocks).as(name).contains("```java\n" + source + "```");
    }
    assertThat(document).contains(SERVICE, ExtraMethods.class.getName());
  }
}
