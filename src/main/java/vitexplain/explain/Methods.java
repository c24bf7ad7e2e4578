package vitexplain.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.explain.control.BlurredControl;
import vitexplain.explain.control.CentreControl;
import vitexplain.explain.control.ConstantControl;
import vitexplain.explain.control.InverseControl;
import vitexplain.explain.control.RandomControl;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.MethodSeed;
import vitexplain.explain.method.Gmar;
import vitexplain.explain.method.LeGrad;
import vitexplain.explain.method.Rollout;
import vitexplain.explain.peer.AttentionGradCam;
import vitexplain.explain.peer.Chefer;
import vitexplain.explain.peer.GradRollout;
import vitexplain.explain.peer.GradSam;
import vitexplain.explain.peer.InputGradient;
import vitexplain.explain.peer.IntegratedGradients;
import vitexplain.explain.peer.RawAttention;
import vitexplain.explain.peer.SmoothGrad;
import vitexplain.explain.peer.TokenGradCam;
import vitexplain.explain.step.Fusion;
import vitexplain.explain.step.HeadWeights;
import vitexplain.explain.variant.StudentGmar;
import vitexplain.explain.variant.StudentLeGrad;
import vitexplain.explain.variant.StudentRollout;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.trace.HeadNorm;

/** The registry: every method by name. A new method is one class and one line here. */
public final class Methods {

  /** What a method is kept for. */
  public enum Kind {
    /** Under test. */
    METHOD,
    /** A published method that readers compare with. */
    PEER,
    /** A published project's variant, for comparison with its results. */
    VARIANT,
    /** Sees nothing of the model; a method must beat it. */
    CONTROL,
    /** Another method's map, degraded on purpose: shows what a metric rewards. */
    DEGRADED;

    /** Its name in files and listings. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its methods are ranked, and have a reference by automatic differentiation. */
    public boolean explains() {
      return this == METHOD || this == PEER || this == VARIANT;
    }
  }

  /** The {@linkplain Entry#family family} of the control whose score is the level of chance. */
  public static final String CHANCE = "chance";

  /** The family of the control that always points at the middle of the image. */
  public static final String CENTRE_PRIOR = "centre prior";

  /**
   * One registered method: everything that the rest of the project knows of it.
   *
   * @param name without options
   * @param kind what it is kept for
   * @param family what it reads, in a few words, or what it is a control for; methods of one family
   *     are drawn in one colour
   * @param group name that {@code explain} takes for several methods at once, and that ends their
   *     heatmaps' names; the method's own name where it stands alone
   * @param summary one line, its options included
   * @param source paper or project
   * @param verified what its maps are compared with in the tests
   * @param presets ids with options that are timed beside it
   * @param maker from options to the method
   */
  public record Entry(
      String name,
      Kind kind,
      String family,
      String group,
      String summary,
      String source,
      String verified,
      List<String> presets,
      Function<Options, Explainer> maker) {

    public Entry {
      presets = List.copyOf(presets);
    }

    /**
     * A method that stands alone and has no presets.
     *
     * @param maker reads its options, each once
     */
    public static Entry of(
        String name,
        Kind kind,
        String family,
        String summary,
        String source,
        String verified,
        Function<Options, Explainer> maker) {
      return new Entry(name, kind, family, name, summary, source, verified, List.of(), maker);
    }

    Entry inGroup(String newGroup) {
      return new Entry(name, kind, family, newGroup, summary, source, verified, presets, maker);
    }

    Entry withPresets(String... ids) {
      return new Entry(name, kind, family, group, summary, source, verified, List.of(ids), maker);
    }

    /** Whether it explains every class alike, with its default options. */
    public boolean classAgnostic() {
      return named(name).classAgnostic();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String GMAR = "gmar";

  /** Far above any model; what fits the model at hand is checked when it is known. */
  private static final int MOST_BLOCKS = 1000;

  /** Backward passes of one image: a hundred times what the papers use. */
  private static final int MOST_PASSES = 10_000;

  private static final String STUDENT = "soham5498/Explanable_Ai";

  private static final String LAST_BLOCK = "last block";
  private static final String WEIGHTED_BLOCKS = "attention x gradient";
  private static final String PIXELS = "pixel gradient";

  private static final String BY_AUTOGRAD = "a PyTorch script by autograd";

  private static final List<Entry> OWN =
      List.of(
          method(
                  "legrad",
                  "sensitivity of each block's own class score to its attention [pool=mean|readout, layers=K, ln=after-pool|per-token|none]",
                  "Bousselham et al. 2024, arXiv:2404.03214",
                  BY_AUTOGRAD + ", torch-cam 0.5.0, the official package's steps",
                  Methods::legrad)
              .withPresets("legrad:pool=readout"),
          method(
                  "gmar-l1",
                  "rollout, heads weighted by the L1 norm of their gradient [alpha=A, weights=per-layer|global]",
                  "Jo et al. 2025, arXiv:2504.19414",
                  BY_AUTOGRAD,
                  o -> gmar(HeadNorm.L1, o))
              .inGroup(GMAR),
          method(
                  "gmar-l2",
                  "rollout, heads weighted by the L2 norm of their gradient [alpha=A, weights=per-layer|global]",
                  "Jo et al. 2025, arXiv:2504.19414",
                  BY_AUTOGRAD,
                  o -> gmar(HeadNorm.L2, o))
              .inGroup(GMAR),
          method(
              "rollout",
              "attention multiplied through the blocks, class-agnostic [fuse=mean|max|min, discard=R, start-layer=L]",
              "Abnar and Zuidema 2020, arXiv:2005.00928",
              "a NumPy script of matrix products, Chefer's baseline",
              Methods::rollout),
          peer(
              "raw-attention",
              LAST_BLOCK,
              "where CLS looks in the last block, class-agnostic",
              "baseline in Chefer et al. 2021, arXiv:2012.09838",
              o -> new RawAttention()),
          peer(
              "attention-gradcam",
              LAST_BLOCK,
              "Grad-CAM on the last block's heads",
              "Selvaraju et al. 2017, arXiv:1610.02391",
              o -> new AttentionGradCam()),
          peer(
              "token-gradcam",
              LAST_BLOCK,
              "Grad-CAM on the tokens behind the last block's first LayerNorm",
              "Selvaraju et al. 2017, arXiv:1610.02391",
              o -> new TokenGradCam()),
          peer(
              "chefer",
              WEIGHTED_BLOCKS,
              "attention x positive gradient, accumulated through the blocks",
              "Chefer et al. 2021, arXiv:2103.15679",
              o -> new Chefer()),
          peer(
              "grad-rollout",
              WEIGHTED_BLOCKS,
              "rollout of attention x gradient [discard=R]",
              "jacobgil/vit-explain",
              o -> new GradRollout(o.number("discard", 0, 0, 1))),
          peer(
              "grad-sam",
              WEIGHTED_BLOCKS,
              "attention x positive gradient, mean over blocks, heads and queries",
              "Barkan et al. 2021, arXiv:2204.11073",
              o -> new GradSam()),
          peer(
              "input-gradient",
              PIXELS,
              "size of the gradient with respect to the pixels",
              "Simonyan et al. 2014, arXiv:1312.6034",
              o -> new InputGradient()),
          peer(
              "integrated-gradients",
              PIXELS,
              "gradients from a flat baseline to the image, times their difference [baseline=V, steps=N]",
              "Sundararajan et al. 2017, arXiv:1703.01365",
              Methods::integratedGradients),
          peer(
              "smoothgrad",
              PIXELS,
              "input gradient averaged over noisy copies [samples=N, noise=S, seed=N]",
              "Smilkov et al. 2017, arXiv:1706.03825",
              Methods::smoothGrad),
          variant(
              "legrad-student",
              "legrad",
              "relu(gradient) x attention of the final logit, mean over keys",
              o -> new StudentLeGrad()),
          variant(
              "gmar-student-l1",
              "gmar-l1",
              "gmar-l1 with averaged heads and the blocks in reverse",
              o -> new StudentGmar(HeadNorm.L1)),
          variant(
              "gmar-student-l2",
              "gmar-l2",
              "gmar-l2 with averaged heads and the blocks in reverse",
              o -> new StudentGmar(HeadNorm.L2)),
          variant(
              "rollout-student",
              "rollout",
              "rollout with the blocks in reverse",
              o -> new StudentRollout()),
          control(
              "random",
              CHANCE,
              "uniform noise on the patch grid [seed=N]",
              o -> new RandomControl(o.integer("seed", 0, 0, Integer.MAX_VALUE))),
          control("constant", "constant", "the same value everywhere", o -> new ConstantControl()),
          control("centre", CENTRE_PRIOR, "a Gaussian in the middle", o -> new CentreControl()),
          degraded(
              "inverse",
              "a method's map with its sign turned [of=METHOD, its options included; legrad by default]",
              o -> new InverseControl(o.method(MethodId.WRAPPED))),
          degraded(
              "blurred",
              "a method's map smoothed over the patch grid [sigma=PATCHES, of=METHOD as in inverse]",
              Methods::blurred));

  private static final List<Entry> ALL = withProvided();

  private Methods() {}

  /** Those of this project, then what a {@link MethodProvider} on the class path adds. */
  private static List<Entry> withProvided() {
    List<Entry> all = new ArrayList<>(OWN);
    try {
      for (MethodProvider provider : ServiceLoader.load(MethodProvider.class)) {
        for (Entry entry : provider.methods()) {
          requireFree(entry.name(), all, provider);
          all.add(entry);
        }
      }
    } catch (ServiceConfigurationError failure) {
      throw Refusal.request(
          "a provider of methods cannot be loaded: " + failure.getMessage(), failure);
    }
    return List.copyOf(all);
  }

  private static void requireFree(String name, List<Entry> taken, MethodProvider provider) {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "method '%s' of %s: expected a name of lower-case letters, digits and hyphens",
              name,
              provider.getClass().getName()));
    }
    if (taken.stream().anyMatch(entry -> entry.name().equals(name))) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "method '%s' of %s: there is a method of this name already. Choose another.",
              name,
              provider.getClass().getName()));
    }
  }

  /** Every entry, methods first, then peers, variants and controls; provided ones last. */
  public static List<Entry> all() {
    return ALL;
  }

  /** One explainer per entry, with default options. */
  public static List<Explainer> defaults() {
    return ALL.stream().map(entry -> named(entry.name())).toList();
  }

  /** The entries of one kind. */
  public static List<Entry> of(Kind kind) {
    return ALL.stream().filter(entry -> entry.kind() == kind).toList();
  }

  /**
   * The ids that a name stands for: those of a {@linkplain Entry#group group}, or the name itself,
   * with options or without.
   */
  public static List<String> expand(String name) {
    List<String> members =
        ALL.stream().filter(entry -> entry.group().equals(name)).map(Entry::name).toList();
    return members.isEmpty() ? List.of(name) : members;
  }

  /** The groups of the methods under test, which a person is asked to choose from. */
  public static List<String> groupsUnderTest() {
    return of(Kind.METHOD).stream().map(Entry::group).distinct().toList();
  }

  /**
   * What the registry says of an id, by the columns of {@code methods.csv}. Families and entries
   * are numbered from 0 in the registry's order, families of controls and entries of each kind
   * apart.
   *
   * @throws Refusal as {@link #named}
   */
  public static Map<String, String> describe(String id) {
    Entry entry = entry(id);
    List<String> families =
        ALL.stream()
            .filter(other -> other.kind().explains() == entry.kind().explains())
            .map(Entry::family)
            .distinct()
            .toList();
    return Map.ofEntries(
        Map.entry("id", id),
        Map.entry("name", entry.name()),
        Map.entry("kind", entry.kind().id()),
        Map.entry("classes", named(id).classAgnostic() ? "class-agnostic" : "class-specific"),
        Map.entry("family", entry.family()),
        Map.entry("family_place", Integer.toString(families.indexOf(entry.family()))),
        Map.entry("kind_place", Integer.toString(of(entry.kind()).indexOf(entry))),
        Map.entry("averaged_as", MethodSeed.without(id)),
        Map.entry("summary", entry.summary()),
        Map.entry("source", entry.source()),
        Map.entry("verified", entry.verified()));
  }

  /**
   * The control of a family, as {@link #CHANCE}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Entry controlFor(String family) {
    return of(Kind.CONTROL).stream()
        .filter(entry -> entry.family().equals(family))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no control of the family " + family));
  }

  /**
   * Reads a name with options, such as {@code rollout:fuse=max,discard=0.9}.
   *
   * @throws Refusal naming the nearest methods, or the options there are
   */
  public static Explainer named(String id) {
    int colon = id.indexOf(':');
    Entry entry = entry(colon < 0 ? id : id.substring(0, colon));
    Options options = new Options(id, colon < 0 ? "" : id.substring(colon + 1));
    Explainer explainer = entry.maker().apply(options);
    options.requireAllRead();
    return explainer;
  }

  /** The entry that an id, with or without options, belongs to. */
  public static Entry entry(String id) {
    String name = id.contains(":") ? id.substring(0, id.indexOf(':')) : id;
    return ALL.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static Refusal unknown(String name) {
    String hint = NearestName.hint(name, ALL.stream().map(Entry::name).toList());
    return Refusal.request(
        String.format(
            Locale.ROOT, "method '%s' is unknown. %s See the command 'methods'.", name, hint));
  }

  private static Explainer legrad(Options o) {
    BlockReadout.Pool pool =
        o.choice("pool", BlockReadout.Pool.MEAN, Map.of("cls", BlockReadout.Pool.READOUT));
    Readout.Norm norm = o.choice("ln", Readout.Norm.AFTER_POOL);
    return new LeGrad(new BlockReadout(pool, norm), o.integer("layers", 0, 1, MOST_BLOCKS));
  }

  private static Explainer gmar(HeadNorm norm, Options o) {
    return new Gmar(
        norm,
        o.number("alpha", 1, Double.MIN_NORMAL, 1e6),
        o.choice("weights", HeadWeights.PER_LAYER));
  }

  private static Explainer rollout(Options o) {
    return new Rollout(
        o.choice("fuse", Fusion.MEAN),
        o.number("discard", 0, 0, 1),
        o.integer("start-layer", 0, 0, MOST_BLOCKS));
  }

  private static Explainer integratedGradients(Options o) {
    return new IntegratedGradients(
        o.number("baseline", IntegratedGradients.BLACK, -1e3, 1e3),
        o.integer("steps", IntegratedGradients.STEPS, 1, MOST_PASSES));
  }

  private static Explainer smoothGrad(Options o) {
    return new SmoothGrad(
        o.integer("samples", SmoothGrad.SAMPLES, 1, MOST_PASSES),
        o.number("noise", SmoothGrad.NOISE, 0, 10),
        o.integer("seed", 0, 0, Integer.MAX_VALUE));
  }

  private static Explainer blurred(Options o) {
    return new BlurredControl(
        o.method(MethodId.WRAPPED), o.number("sigma", BlurredControl.SIGMA, 0.1, 100));
  }

  /** A method under test has a family, and so a colour, of its own. */
  private static Entry method(
      String name,
      String summary,
      String source,
      String verified,
      Function<Options, Explainer> maker) {
    return Entry.of(name, Kind.METHOD, name, summary, source, verified, maker);
  }

  private static Entry peer(
      String name,
      String family,
      String summary,
      String source,
      Function<Options, Explainer> maker) {
    return Entry.of(name, Kind.PEER, family, summary, source, BY_AUTOGRAD, maker);
  }

  private static Entry variant(
      String name, String family, String summary, Function<Options, Explainer> maker) {
    return Entry.of(
        name,
        Kind.VARIANT,
        family,
        summary,
        STUDENT,
        "a PyTorch script of that project's steps",
        maker);
  }

  private static Entry control(
      String name, String family, String summary, Function<Options, Explainer> maker) {
    return Entry.of(name, Kind.CONTROL, family, summary, "control", "its definition", maker);
  }

  private static Entry degraded(String name, String summary, Function<Options, Explainer> maker) {
    return Entry.of(name, Kind.DEGRADED, name, summary, "control", "its definition", maker);
  }
}
