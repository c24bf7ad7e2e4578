package vitexplain.latency.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import vitexplain.base.Distinct;
import vitexplain.base.Ranges;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.run.provenance.Budget;
import vitexplain.run.row.Percentiles;
import vitexplain.vit.ModelSettings;

/**
 * What is timed, and how long. Everything is timed for its mean (JMH's average time: with the error
 * over iterations and forks); what is {@code sampled} is timed a second time, call by call, for its
 * percentiles.
 *
 * @param profile what it was made from
 * @param models as the option {@code --model} takes them
 * @param settings how those are read that are read from files
 * @param sampled models whose forward pass and methods get percentiles, at the smallest batch: a
 *     slow call gives too few samples for them in any bearable time
 * @param devices {@code cpu}, {@code cuda}, {@code cuda:N} or {@code auto}
 * @param devicesRequired whether a device that is not there is an error, and not just skipped
 * @param dtypes {@code float32}, {@code float64}; {@code float16} on CUDA
 * @param batches images a call
 * @param methods ids of methods, with options if need be
 * @param extent what is timed beside these
 * @param include regular expression: which benchmarks; {@link #ALL} for all
 * @param rounds processes per benchmark, 1 or more; see {@link Schedule}
 * @param threads of the engine
 * @param seed of random weights, inputs and the order of the benchmarks
 * @param extra further JMH options; they replace the plan's own where both are given
 */
public record BenchPlan(
    String profile,
    List<String> models,
    ModelSettings.Text settings,
    List<String> sampled,
    List<String> devices,
    boolean devicesRequired,
    List<String> dtypes,
    List<Integer> batches,
    List<String> methods,
    BenchExtent extent,
    String include,
    int rounds,
    Iterations warmup,
    Iterations measurement,
    int threads,
    long seed,
    List<String> extra) {

  /** Every benchmark. */
  public static final String ALL = ".*";

  /** The embedded model's name. */
  static final String DEMO = "demo";

  /** Images per call: more of them need more memory and save no time. */
  private static final int MOST_IMAGES = 1024;

  /** Processes a benchmark: their spread is known long before. */
  static final int MOST_ROUNDS = 100;

  /** Of the single calls of one process that a budget asks for. */
  private static final double LONGEST_MILLIS = 30_000;

  /** JMH's options that replace ours, brief or not. */
  private static final Set<String> LENGTHS = Set.of("-i", "-r", "-wi", "-w");

  /** An iteration of what is timed beside the methods that the bench is about. */
  private static final Duration BRIEF = Duration.ofMillis(100);

  /** More than any machine of today has. */
  private static final int MOST_THREADS = 1024;

  private static final List<String> DTYPES = List.of("float32", "float64", "float16");

  public BenchPlan {
    models = requireSome("--model", models);
    sampled = List.copyOf(sampled);
    devices = requireSome("--device", devices);
    dtypes = requireSome("--dtype", dtypes);
    for (String dtype : dtypes) {
      requireDtype(dtype, devices);
    }
    batches = requireSome("--batch", batches);
    methods = requireSome("--methods", methods);
    Distinct.require("method", methods.stream().map(id -> Methods.named(id).id()).toList());
    Distinct.require("model", models);
    Distinct.require("device", devices);
    Distinct.require("dtype", dtypes);
    Distinct.require("batch", batches.stream().map(String::valueOf).toList());
    extra = List.copyOf(extra);
    batches.forEach(batch -> Ranges.require("--batch", batch, 1, MOST_IMAGES));
    Ranges.require("-f", rounds, 1, MOST_ROUNDS);
    requirePattern(include);
    Ranges.require("--threads", threads, 1, MOST_THREADS);
    for (String model : models) {
      if (model.contains(",")) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "model '%s' has a comma in its name, which separates values in JMH. Rename the directory.",
                model));
      }
    }
  }

  private static <T> List<T> requireSome(String option, List<T> values) {
    if (values.isEmpty()) {
      throw Refusal.request(option + " is empty; expected at least one value");
    }
    return values.stream().distinct().toList();
  }

  /** Half precision is no faster on a CPU; explanations in bfloat16 there are none. */
  private static void requireDtype(String name, List<String> devices) {
    if (name.equals("bfloat16")) {
      throw Refusal.request(
          "dtype 'bfloat16' is for logits alone, and has a row of its own: forward-bfloat16 stands"
              + " beside forward wherever the device can. Leave out --dtype, or see it alone with"
              + " --include Bfloat16Benchmark");
    }
    if (!DTYPES.contains(name)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "dtype '%s'; expected one of %s (the row forward-bfloat16 stands beside float32)",
              name,
              DTYPES));
    }
    if (name.equals("float16") && devices.stream().anyMatch(d -> !d.startsWith("cuda"))) {
      throw Refusal.request(
          "dtype 'float16' is for CUDA: on a CPU it is no faster than float32. Give --device cuda");
    }
  }

  private static void requirePattern(String include) {
    try {
      Pattern.compile(include);
    } catch (PatternSyntaxException e) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "--include '%s' is no regular expression: %s",
              include,
              e.getDescription()),
          e);
    }
  }

  /** The smallest of the batches. */
  int smallestBatch() {
    return batches.stream().mapToInt(Integer::intValue).min().orElse(1);
  }

  /** Calls before a trial that are not measured. */
  public Iterations warmup(Trial trial) {
    return shortened(warmup, trial, 0);
  }

  /** How long a trial is measured. */
  public Iterations measurement(Trial trial) {
    Iterations usual = shortened(measurement, trial, 1);
    return trial.mode() == JmhMode.SAMPLE
        ? extent.budget().map(budget -> enough(usual, budget)).orElse(usual)
        : usual;
  }

  /** So long that calls which keep to a budget give their 99th percentile, but not forever. */
  private Iterations enough(Iterations usual, Budget budget) {
    double calls = Percentiles.samplesFor(99) * budget.millis() / rounds;
    double each = Math.min(LONGEST_MILLIS, calls) / usual.count();
    return usual.noShorterThan(Duration.ofMillis((long) Math.ceil(each)));
  }

  /**
   * @param least iterations that are left of a method of hundreds of passes
   */
  private Iterations shortened(Iterations all, Trial trial, int least) {
    return isBrief(trial.model(), trial.method()) ? shortened(all, trial.method(), least) : all;
  }

  private static Iterations shortened(Iterations all, String method, int least) {
    Iterations brief = all.noLongerThan(BRIEF);
    return Methods.named(method).isOnRequest() ? brief.atMost(least) : brief;
  }

  private boolean isBrief(String model, String method) {
    return extent.brief().has(model, method);
  }

  /** What a method's row says of how it was measured beside the others; empty if as they were. */
  public String notes(String model, String method) {
    if (!isBrief(model, method)) {
      return "";
    }
    String where = "brief: batch " + smallestBatch() + " only";
    return extra.stream().anyMatch(LENGTHS::contains)
        ? where
        : where
            + ", measured "
            + shortened(measurement, method, 1)
            + " after "
            + shortened(warmup, method, 0);
  }

  /** Seconds that one process of a trial will take, roughly. */
  public double secondsOf(Trial trial) {
    return new BenchCost(this).seconds(trial);
  }

  /** One line for the user before it starts. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s: %s; batch %s; %s; %d method(s); %d round(s), warm-up %s, measurement %s; about %s",
        profile,
        String.join(", ", models),
        batches,
        String.join(", ", devices),
        methods.size() + extent.peers().size() + extent.brief().methods().size(),
        rounds,
        warmup,
        measurement,
        new BenchCost(this).text());
  }

  /**
   * The devices that there are.
   *
   * @throws Refusal if one is missing and {@code devicesRequired}
   */
  public DeviceChoice chooseDevices() {
    return DeviceChoice.of(devices, devicesRequired);
  }
}
