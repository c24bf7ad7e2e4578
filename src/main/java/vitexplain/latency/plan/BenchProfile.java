package vitexplain.latency.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vitexplain.base.Profile;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;

/**
 * What a profile times. SMOKE: the demo model once. QUICK: the methods under test, on the demo
 * model and at ViT-B/16's shape, in one process each. STANDARD: the methods at two batch sizes and
 * their peers of one pass at one, in three processes each, so that the error includes their spread.
 * FULL: the methods over a sweep of batch sizes, everything else at one, but for what takes
 * hundreds of passes.
 *
 * @param profile whose choice it is
 */
public record BenchProfile(Profile profile) {
  private static final List<String> LARGE = List.of(BenchPlan.DEMO, "shape:vit-base-16-224");
  private static final List<String> DEMO = List.of(BenchPlan.DEMO);
  private static final List<Integer> SIZES = List.of(224, 384, 512);
  private static final int COLD_STARTS = 2;
  private static final String FORKS = "-f";

  /**
   * The profile's plan, with what was asked for in place of its own choices. Unless devices are
   * asked for it is timed on the CPU, and on a CUDA device where there is one.
   *
   * @throws Refusal if something asked for is unknown or out of range
   */
  public BenchPlan plan(BenchRequest asked) {
    BenchStudy study = asked.methods().isEmpty() ? asked.study() : BenchStudy.NONE;
    List<String> models = orElse(asked.models(), models(study));
    List<String> extra = asked.extra();
    return new BenchPlan(
        profile.id(),
        models,
        asked.settings(),
        asked.budget().isPresent() ? models : sampled(models),
        orElse(asked.devices(), List.of("cpu", "cuda")),
        !asked.devices().isEmpty(),
        orElse(asked.dtypes(), List.of("float32")),
        orElse(asked.batches(), batches()),
        orElse(asked.methods(), methods()),
        extent(asked, models, study),
        asked.include(),
        rounds(extra),
        warmup(),
        measurement(),
        asked.threads(),
        asked.seed(),
        withoutForks(extra));
  }

  private static <T> List<T> orElse(List<T> asked, List<T> own) {
    return asked.isEmpty() ? own : asked;
  }

  /** The profile's own, unless a study beside the times is of another. */
  private List<String> models(BenchStudy study) {
    List<String> own = profile == Profile.SMOKE ? DEMO : LARGE;
    return study.model().isEmpty() || own.contains(study.model()) ? own : List.of(study.model());
  }

  /** Enough single calls for percentiles fit a short profile only if the model is small. */
  private List<String> sampled(List<String> models) {
    return switch (profile) {
      case SMOKE -> List.of();
      case QUICK -> models.stream().filter(DEMO::contains).toList();
      case STANDARD, FULL -> models;
    };
  }

  private List<Integer> batches() {
    return switch (profile) {
      case SMOKE, QUICK -> List.of(1);
      case STANDARD -> List.of(1, 8);
      case FULL -> List.of(1, 2, 4, 8, 16, 32);
    };
  }

  /** The methods under test, each with its presets. */
  private List<String> methods() {
    List<String> methods = new ArrayList<>();
    for (Methods.Entry entry : Methods.of(Methods.Kind.METHOD)) {
      methods.add(entry.name());
      if (profile != Profile.SMOKE) {
        methods.addAll(entry.presets());
      }
    }
    return methods;
  }

  private BenchExtent extent(BenchRequest asked, List<String> models, BenchStudy study) {
    List<String> peers = asked.methods().isEmpty() ? peers() : List.of();
    List<String> timed = Stream.concat(methods().stream(), peers.stream()).toList();
    boolean own = asked.models().isEmpty() && models.contains(BenchPlan.DEMO);
    boolean wide = profile == Profile.STANDARD || profile == Profile.FULL;
    boolean alone = wide && asked.threads() > 1;
    return new BenchExtent(
        peers,
        profile == Profile.FULL,
        alone ? List.of(1) : List.of(),
        own ? sizes() : List.of(),
        wide ? COLD_STARTS : 1,
        profile == Profile.FULL && asked.batches().isEmpty() ? List.of(64) : List.of(),
        asked.budget(),
        models.contains(study.model()) ? study.without(timed) : BenchStudy.NONE);
  }

  /**
   * Variants and controls cost what the methods cost that they are made from, and a method that
   * averages many passes that many times one pass: known without filling an hour.
   */
  private List<String> peers() {
    return switch (profile) {
      case SMOKE, QUICK -> List.of();
      case STANDARD ->
          named(kind -> kind == Methods.Kind.PEER).stream()
              .filter(method -> Methods.named(method).passes() == 1)
              .toList();
      case FULL ->
          named(kind -> kind != Methods.Kind.METHOD).stream()
              .filter(method -> !Methods.named(method).isOnRequest())
              .toList();
    };
  }

  private static List<String> named(Predicate<Methods.Kind> kinds) {
    return Methods.all().stream()
        .filter(entry -> kinds.test(entry.kind()))
        .map(Methods.Entry::name)
        .toList();
  }

  /** One model at three image sizes: cost against tokens. */
  private List<String> sizes() {
    return switch (profile) {
      case SMOKE, QUICK -> List.of();
      case STANDARD -> SIZES.stream().map(size -> "shape:vit-tiny-16-" + size).toList();
      case FULL -> SIZES.stream().map(size -> "shape:vit-base-16-" + size).toList();
    };
  }

  /** JMH's own {@code -f}, if it was given: forks are rounds here. */
  private int rounds(List<String> extra) {
    int flag = extra.indexOf(FORKS);
    if (flag >= 0) {
      return count(flag + 1 < extra.size() ? extra.get(flag + 1) : "");
    }
    return switch (profile) {
      case SMOKE, QUICK -> 1;
      case STANDARD -> 3;
      case FULL -> 5;
    };
  }

  private static int count(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException noNumber) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "-f is '%s'; expected a whole number from 1 to %d",
              text,
              BenchPlan.MOST_ROUNDS),
          noNumber);
    }
  }

  private static List<String> withoutForks(List<String> extra) {
    int flag = extra.indexOf(FORKS);
    if (flag < 0) {
      return extra;
    }
    List<String> rest = new ArrayList<>(extra);
    rest.subList(flag, Math.min(flag + 2, rest.size())).clear();
    return rest;
  }

  private Iterations warmup() {
    return switch (profile) {
      case SMOKE -> Iterations.of(0, 50);
      case QUICK, STANDARD -> Iterations.of(1, 500);
      case FULL -> Iterations.of(2, 1000);
    };
  }

  /** With three values or fewer a 99.9 % interval is wider than anything worth knowing. */
  private Iterations measurement() {
    return switch (profile) {
      case SMOKE -> Iterations.of(1, 50);
      case QUICK -> Iterations.of(5, 200);
      case STANDARD -> Iterations.of(3, 500);
      case FULL -> Iterations.of(5, 4000);
    };
  }
}
