package vitexplain.latency;

import java.util.List;
import java.util.Locale;
import vitexplain.explain.Methods;

/** Ready-made plans, from "does it run" to "can I publish it". */
public enum BenchProfile {
  /** Does every step run? Its numbers mean nothing. */
  SMOKE,
  /** The methods under test, on the demo model and at ViT-B/16's shape, one process each. */
  QUICK,
  /**
   * Every method of few passes at two batch sizes; three processes each, so the error includes
   * their spread.
   */
  STANDARD,
  /** Every method over a sweep of batch sizes, with percentiles for every model. */
  FULL;

  private static final List<String> LARGE = List.of(BenchPlan.DEMO, "shape:vit-base-16-224");
  private static final List<String> DEMO = List.of(BenchPlan.DEMO);

  /**
   * The profile's plan, with what was asked for in place of its own choices. Unless devices are
   * asked for it is timed on the CPU, and on a CUDA device where there is one.
   *
   * @throws IllegalArgumentException if something asked for is unknown or out of range
   */
  public BenchPlan plan(BenchRequest asked) {
    List<String> models = orElse(asked.models(), this == SMOKE ? DEMO : LARGE);
    return new BenchPlan(
        name().toLowerCase(Locale.ROOT),
        models,
        sampled(models),
        orElse(asked.devices(), List.of("cpu", "cuda")),
        !asked.devices().isEmpty(),
        orElse(asked.dtypes(), List.of("float32")),
        orElse(asked.batches(), batches()),
        orElse(asked.methods(), methods()),
        asked.include(),
        forks(),
        warmup(),
        measurement(),
        asked.threads(),
        asked.seed(),
        asked.extra());
  }

  private static <T> List<T> orElse(List<T> asked, List<T> own) {
    return asked.isEmpty() ? own : asked;
  }

  /** Enough single calls for percentiles fit a short profile only if the model is small. */
  private List<String> sampled(List<String> models) {
    return switch (this) {
      case SMOKE -> List.of();
      case QUICK, STANDARD -> models.stream().filter(DEMO::contains).toList();
      case FULL -> models;
    };
  }

  private List<Integer> batches() {
    return switch (this) {
      case SMOKE, QUICK -> List.of(1);
      case STANDARD -> List.of(1, 8);
      case FULL -> List.of(1, 2, 4, 8, 16, 32);
    };
  }

  private List<String> methods() {
    return Methods.all().stream().filter(this::times).map(Methods.Entry::name).toList();
  }

  /**
   * Whether a method is timed. Variants and controls cost what the methods cost that they are made
   * from, and one that averages many passes that many times one pass: known without filling an
   * hour.
   */
  private boolean times(Methods.Entry entry) {
    return switch (this) {
      case SMOKE, QUICK -> entry.kind() == Methods.Kind.METHOD;
      case STANDARD ->
          switch (entry.kind()) {
            case METHOD, PEER -> BenchCost.passes(entry.name()) == 1;
            case VARIANT, CONTROL, SPOILT -> false;
          };
      case FULL -> true;
    };
  }

  private int forks() {
    return switch (this) {
      case SMOKE, QUICK -> 1;
      case STANDARD -> 3;
      case FULL -> 5;
    };
  }

  private Iterations warmup() {
    return switch (this) {
      case SMOKE -> Iterations.of(0, 50);
      case QUICK, STANDARD -> Iterations.of(1, 500);
      case FULL -> Iterations.of(2, 1000);
    };
  }

  /** With three iterations or fewer a 99.9 % interval is wider than anything worth knowing. */
  private Iterations measurement() {
    return switch (this) {
      case SMOKE -> Iterations.of(1, 50);
      case QUICK -> Iterations.of(5, 200);
      case STANDARD -> Iterations.of(4, 500);
      case FULL -> Iterations.of(5, 4000);
    };
  }
}
