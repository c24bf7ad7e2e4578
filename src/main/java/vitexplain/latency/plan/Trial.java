package vitexplain.latency.plan;

/**
 * One benchmark under one set of conditions: what one process measures. What does not apply is
 * empty.
 *
 * @param benchmark class and method in {@link #PACKAGE}
 * @param mode what is measured of a call
 * @param threads of the engine
 * @param model as the option {@code --model} takes it
 * @param device resolved device name
 * @param dtype element type
 * @param batch images a call
 * @param method id of the method that is timed; of {@link #PART}, the part
 */
public record Trial(
    String benchmark,
    JmhMode mode,
    int threads,
    String model,
    String device,
    String dtype,
    int batch,
    String method) {

  public static final String PACKAGE = "vitexplain.bench.";

  public static final String FORWARD = "ForwardBenchmark.forward";
  static final String FAST_PRODUCTS = "GemmFloorBenchmark.gemmFloorOnednn";
  static final String FORWARD_BFLOAT16 = "Bfloat16Benchmark.forwardBfloat16";
  public static final String EXPLAINER = "ExplainerBenchmark.explainer";
  public static final String REFERENCE = "ReferenceBenchmark.reference";
  static final String SHARED_TRACE = "SharedTraceBenchmark.sharedTrace";
  static final String FOUR_CLASSES = "ClassesBenchmark.fourClasses";
  static final String COLD_START = "ColdStartBenchmark.coldStart";
  static final String COLD_ENGINE = "LoadBenchmark.coldEngine";
  static final String COLD_MODEL = "LoadBenchmark.coldModel";
  static final String FIRST_EXPLANATION = "ColdStartBenchmark.firstExplanation";
  public static final String PART = "PartsBenchmark.part";
  public static final String AFTER_PASS = "AfterPassBenchmark.afterPass";
  static final String CEILING = "GemmCeilingBenchmark.gemmCeiling";

  /** As JMH names it. */
  public String fullName() {
    return PACKAGE + benchmark;
  }

  Trial of(String otherBenchmark, String otherMethod) {
    return new Trial(otherBenchmark, mode, threads, model, device, dtype, batch, otherMethod);
  }

  Trial withBenchmark(String other) {
    return of(other, method);
  }

  public Trial withMode(JmhMode other) {
    return new Trial(benchmark, other, threads, model, device, dtype, batch, method);
  }

  Trial withThreads(int other) {
    return new Trial(benchmark, mode, other, model, device, dtype, batch, method);
  }

  Trial withModel(String other) {
    return new Trial(benchmark, mode, threads, other, device, dtype, batch, method);
  }

  Trial withBatch(int other) {
    return new Trial(benchmark, mode, threads, model, device, dtype, other, method);
  }
}
