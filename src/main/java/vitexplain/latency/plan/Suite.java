package vitexplain.latency.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.vit.Bfloat16;

/**
 * Every trial of a plan, in a fixed order; {@link Schedule} shuffles it.
 *
 * @param plan what is timed
 * @param devices resolved device names
 * @param plain models without fast passes, whose steps are left out
 */
public record Suite(BenchPlan plan, List<String> devices, Set<String> plain) {

  /** Of models that have all passes. */
  public Suite(BenchPlan plan, List<String> devices) {
    this(plan, devices, Set.of());
  }

  /** Benchmarks of a model at every batch, beside its methods. */
  private static final List<String> STEPS =
      List.of(
          Trial.FORWARD,
          "ForwardBenchmark.trace",
          "ForwardBenchmark.backward",
          "PreprocessBenchmark.preprocess",
          "CopyBenchmark.copy",
          "GemmFloorBenchmark.gemmFloor",
          Trial.FAST_PRODUCTS,
          Trial.SHARED_TRACE);

  /** They time steps of fast passes. */
  private static final Set<String> FAST =
      Set.of(Trial.FORWARD_BFLOAT16, Trial.FAST_PRODUCTS, Trial.PART);

  private static final List<String> PARTS =
      List.of(
          "embed",
          "norm-qkv",
          "attention",
          "attention-kept",
          "mlp",
          "mlp-kept",
          "reverse-mlp-projection",
          "reverse",
          "reverse-layer-scores",
          "products-layer-scores",
          "products-logit");

  /**
   * The trials whose benchmark the plan includes.
   *
   * @throws Refusal if there are none
   */
  public List<Trial> trials() {
    List<Trial> all =
        devices.stream()
            .flatMap(d -> plan.dtypes().stream().flatMap(t -> all(d, t)))
            .filter(t -> !FAST.contains(t.benchmark()) || !plain.contains(t.model()))
            .toList();
    Pattern include = Pattern.compile(plan.include());
    List<Trial> included =
        all.stream().distinct().filter(t -> include.matcher(t.fullName()).find()).toList();
    if (included.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "--include '%s' matches no benchmark; there are %s",
              plan.include(),
              String.join(", ", all.stream().map(Trial::benchmark).distinct().toList())));
    }
    return included;
  }

  private Stream<Trial> all(String device, String dtype) {
    Trial none =
        new Trial(Trial.CEILING, JmhMode.AVERAGE, plan.threads(), "", device, dtype, 1, "");
    return Stream.of(
            Stream.of(none),
            plan.models().stream().flatMap(model -> inAllBatches(none.withModel(model))),
            plan.models().stream().flatMap(model -> besideThem(smallest(none, model))),
            plan.extent().sizes().stream().flatMap(model -> inShort(smallest(none, model))))
        .flatMap(trials -> trials);
  }

  private Trial smallest(Trial trial, String model) {
    return trial.withModel(model).withBatch(plan.smallestBatch());
  }

  private Stream<Trial> inAllBatches(Trial model) {
    List<Integer> batches = new ArrayList<>(plan.batches());
    if (model.device().startsWith("cuda")) {
      batches.addAll(plan.extent().cudaBatches());
    }
    return Stream.concat(
        batches.stream().map(model::withBatch).flatMap(this::inOneBatch),
        plan.extent().budget().isPresent()
            ? batches.stream().map(model::withBatch).flatMap(this::callByCall)
            : Stream.of());
  }

  private Stream<Trial> callByCall(Trial trial) {
    return inShort(trial).map(each -> each.withMode(JmhMode.SAMPLE));
  }

  private Stream<Trial> inOneBatch(Trial trial) {
    return Stream.concat(
        Stream.concat(
            STEPS.stream().map(trial::withBenchmark),
            Stream.concat(
                inBfloat16(trial),
                Stream.concat(
                    Stream.of(trial.of(Trial.FOUR_CLASSES, cheapestOfAClass())), parts(trial)))),
        plan.methods().stream().flatMap(method -> withReference(trial, method)));
  }

  /** They are no part of "everything": they explain a time and are asked for by name. */
  private Stream<Trial> parts(Trial trial) {
    return plan.include().equals(BenchPlan.ALL)
        ? Stream.of()
        : Stream.concat(
            PARTS.stream().map(part -> trial.of(Trial.PART, part)),
            plan.methods().stream().map(method -> trial.of(Trial.AFTER_PASS, method)));
  }

  /** Beside the same pass in float32, where it is meant to be used. */
  private static Stream<Trial> inBfloat16(Trial trial) {
    return trial.dtype().equals("float32") && Bfloat16.isFastOn(trial.device())
        ? Stream.of(trial.withBenchmark(Trial.FORWARD_BFLOAT16))
        : Stream.of();
  }

  private Stream<Trial> withReference(Trial trial, String method) {
    Trial ours = trial.of(Trial.EXPLAINER, method);
    return hasReference(method)
            && (plan.extent().references() || trial.batch() == plan.smallestBatch())
        ? Stream.of(ours, trial.of(Trial.REFERENCE, method))
        : Stream.of(ours);
  }

  private static boolean hasReference(String method) {
    return Methods.entry(method).kind().explains();
  }

  /** Where a further class is cheap, what the classes share shows most. */
  private static String cheapestOfAClass() {
    return Methods.of(Methods.Kind.METHOD).stream()
        .flatMap(entry -> Stream.concat(Stream.of(entry.name()), entry.presets().stream()))
        .filter(id -> !Methods.named(id).classAgnostic())
        .min(Comparator.comparingDouble(BenchCost::explanation))
        .orElseThrow();
  }

  private Stream<Trial> besideThem(Trial trial) {
    Stream<Trial> peers =
        plan.extent().peers().stream().flatMap(method -> withReference(trial, method));
    Stream<Trial> threads =
        plan.extent().threads().stream().map(trial::withThreads).flatMap(this::inShort);
    Stream<Trial> percentiles =
        plan.sampled().contains(trial.model()) ? callByCall(trial) : Stream.of();
    Stream<Trial> others =
        plan.extent().budget().isPresent()
            ? Stream.concat(plan.extent().peers().stream(), brief(trial))
                .map(method -> trial.of(Trial.EXPLAINER, method).withMode(JmhMode.SAMPLE))
            : Stream.of();
    return Stream.of(
            peers,
            brief(trial).map(m -> trial.of(Trial.EXPLAINER, m)),
            others,
            threads,
            percentiles,
            cold(trial))
        .flatMap(trials -> trials);
  }

  /** Methods of a study that nothing else times. */
  private Stream<String> brief(Trial trial) {
    return plan.extent().brief().methods().stream()
        .filter(method -> plan.extent().brief().has(trial.model(), method));
  }

  /** The forward pass and the methods alone. */
  private Stream<Trial> inShort(Trial trial) {
    return Stream.concat(
        Stream.of(trial.withBenchmark(Trial.FORWARD)),
        plan.methods().stream().map(method -> trial.of(Trial.EXPLAINER, method)));
  }

  private Stream<Trial> cold(Trial trial) {
    Trial first = trial.withMode(JmhMode.SINGLE_SHOT);
    String method = plan.methods().get(0);
    if (plan.extent().coldStarts() == 0) {
      return Stream.of();
    }
    // What explains a time is asked for by name, or by a profile that takes its time.
    boolean split = plan.extent().coldStarts() > 1 || !plan.include().equals(BenchPlan.ALL);
    return Stream.concat(
        Stream.of(first.of(Trial.COLD_START, method), first.of(Trial.FIRST_EXPLANATION, method)),
        split
            ? Stream.of(
                first.withBenchmark(Trial.COLD_ENGINE), first.withBenchmark(Trial.COLD_MODEL))
            : Stream.of());
  }
}
