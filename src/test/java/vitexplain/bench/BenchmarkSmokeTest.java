package vitexplain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import vitexplain.explain.Methods;
import vitexplain.vit.Bfloat16;

/** One call of every benchmark, its own check included, in this process. */
class BenchmarkSmokeTest {

  private static final List<Class<?>> ALL =
      List.of(
          ForwardBenchmark.class,
          Bfloat16Benchmark.class,
          ExplainerBenchmark.class,
          ReferenceBenchmark.class,
          SharedTraceBenchmark.class,
          ClassesBenchmark.class,
          ColdStartBenchmark.class,
          LoadBenchmark.class,
          PreprocessBenchmark.class,
          CopyBenchmark.class,
          GemmFloorBenchmark.class,
          PartsBenchmark.class,
          AfterPassBenchmark.class,
          GemmCeilingBenchmark.class);

  @BeforeAll
  static void allowBesideOtherRuns() {
    // The lock keeps timings undisturbed; nothing is timed here.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyBenchmarkRunsAndPassesItsOwnCheck() throws RunnerException {
    Collection<RunResult> results = run(options("vitexplain\\.bench\\."));
    TreeSet<String> run = new TreeSet<>();
    results.forEach(result -> run.add(result.getParams().getBenchmark()));
    assertThat(run).isEqualTo(new TreeSet<>(names()));
  }

  @Test
  void everyMethodOfTheRegistryCanBeTimed() throws RunnerException {
    String[] methods = names(entry -> true);
    assertThat(run(options("ExplainerBenchmark").param("method", methods))).hasSize(methods.length);
  }

  @Test
  void everyMethodThatLooksAtTheModelEqualsItsReference() throws RunnerException {
    String[] methods = names(entry -> entry.kind().explains());
    assertThat(run(options("ReferenceBenchmark").param("method", methods))).hasSize(methods.length);
  }

  private static String[] names(Predicate<Methods.Entry> which) {
    return Methods.all().stream().filter(which).map(Methods.Entry::name).toArray(String[]::new);
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }

  private static ChainedOptionsBuilder options(String include) {
    return new OptionsBuilder()
        .include(include)
        .exclude(Bfloat16.isFastOn("cpu") ? "nothing" : "Bfloat16Benchmark")
        .forks(0)
        .mode(Mode.SingleShotTime)
        .warmupIterations(0)
        .measurementIterations(1)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .addProfiler(PeakMemory.class)
        .param("model", "demo")
        .param("batch", "2")
        .param("size", "64");
  }

  private static List<String> names() {
    return ALL.stream()
        .filter(type -> type != Bfloat16Benchmark.class || Bfloat16.isFastOn("cpu"))
        .flatMap(
            type ->
                Stream.of(type.getMethods())
                    .filter(method -> method.isAnnotationPresent(Benchmark.class))
                    .map(Method::getName)
                    .map(name -> type.getName() + "." + name))
        .toList();
  }
}
