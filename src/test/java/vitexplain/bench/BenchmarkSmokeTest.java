package vitexplain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
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
          PreprocessBenchmark.class,
          CopyBenchmark.class,
          GemmFloorBenchmark.class,
          PartsBenchmark.class,
          GemmCeilingBenchmark.class);

  @BeforeAll
  static void allowBesideOtherRuns() {
    // The lock keeps timings undisturbed; nothing is timed here.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyMethodOfTheRegistryIsBenchmarked() throws ReflectiveOperationException {
    assertThat(methodsOf(ExplainerBenchmark.class))
        .containsExactlyElementsOf(Methods.all().stream().map(Methods.Entry::name).toList());
  }

  @Test
  void everyMethodThatLooksAtTheModelHasAReference() throws ReflectiveOperationException {
    assertThat(methodsOf(ReferenceBenchmark.class))
        .containsExactlyElementsOf(
            Methods.all().stream()
                .filter(
                    entry ->
                        switch (entry.kind()) {
                          case METHOD, PEER, VARIANT -> true;
                          case CONTROL, SPOILT -> false;
                        })
                .map(Methods.Entry::name)
                .toList());
  }

  private static List<String> methodsOf(Class<?> benchmark) throws ReflectiveOperationException {
    return List.of(benchmark.getField("method").getAnnotation(Param.class).value());
  }

  @Test
  void everyBenchmarkRunsAndPassesItsOwnCheck()
      throws RunnerException, ReflectiveOperationException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("vitexplain\\.bench\\.")
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
                    .param("size", "64")
                    .build())
            .run();
    TreeSet<String> run = new TreeSet<>();
    results.forEach(result -> run.add(result.getParams().getBenchmark()));
    assertThat(run).isEqualTo(new TreeSet<>(names()));
    int parts = methodsOf(PartsBenchmark.class).size();
    int references = methodsOf(ReferenceBenchmark.class).size();
    assertThat(results).hasSize(run.size() - 3 + Methods.all().size() + references + parts);
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
