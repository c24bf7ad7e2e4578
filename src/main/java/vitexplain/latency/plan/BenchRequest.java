package vitexplain.latency.plan;

import java.util.List;
import java.util.Optional;
import vitexplain.run.provenance.Budget;
import vitexplain.vit.ModelSettings;

/**
 * What a user asks to be timed; an empty list leaves the choice to the profile.
 *
 * @param models as the option {@code --model} takes them
 * @param settings how models are read that are read from files
 * @param devices {@code cpu}, {@code cuda}, {@code cuda:N}, {@code auto}; one that is asked for and
 *     missing is an error
 * @param dtypes {@code float32}, {@code float64}; {@code float16} on CUDA
 * @param batches images a call
 * @param methods ids of methods
 * @param include regular expression: which benchmarks; {@link BenchPlan#ALL} for all
 * @param threads of the engine
 * @param seed of random weights and inputs
 * @param extra further JMH options
 * @param budget of a call, of which single calls are timed
 * @param study the evaluation in the folder that the times go to
 */
public record BenchRequest(
    List<String> models,
    ModelSettings.Text settings,
    List<String> devices,
    List<String> dtypes,
    List<Integer> batches,
    List<String> methods,
    String include,
    int threads,
    long seed,
    List<String> extra,
    Optional<Budget> budget,
    BenchStudy study) {

  public BenchRequest {
    models = List.copyOf(models);
    devices = List.copyOf(devices);
    dtypes = List.copyOf(dtypes);
    batches = List.copyOf(batches);
    methods = List.copyOf(methods);
    extra = List.copyOf(extra);
  }

  /** Without a budget, into a folder without an evaluation. */
  public BenchRequest(
      List<String> models,
      ModelSettings.Text settings,
      List<String> devices,
      List<String> dtypes,
      List<Integer> batches,
      List<String> methods,
      String include,
      int threads,
      long seed,
      List<String> extra) {
    this(
        models,
        settings,
        devices,
        dtypes,
        batches,
        methods,
        include,
        threads,
        seed,
        extra,
        Optional.empty(),
        BenchStudy.NONE);
  }

  /** Nothing asked for: the profile as it is, with a thread for each processor. */
  public static BenchRequest defaults() {
    return new BenchRequest(
        List.of(),
        ModelSettings.Text.NONE,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        BenchPlan.ALL,
        Runtime.getRuntime().availableProcessors(),
        0,
        List.of());
  }
}
