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
import vitexplain.base.Verified;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.MethodSeed;

/**
 * Finds a method by its name: those that {@link BuiltInMethods} lists, and what a {@link
 * MethodProvider} on the class path adds.
 */
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
   * @param verified what its maps are compared with in the tests, and how close they come after
   *     min-max
   * @param presets ids with options that are timed beside it
   * @param otherNames names that it is also read by
   * @param note what a user should know before its maps are used; empty for most
   * @param title the name as its authors write it, for papers
   * @param maker from options to the method
   */
  public record Entry(
      String name,
      Kind kind,
      String family,
      String group,
      String summary,
      String source,
      Verified verified,
      List<String> presets,
      List<String> otherNames,
      String note,
      String title,
      Function<Options, Explainer> maker) {

    public Entry {
      presets = List.copyOf(presets);
      otherNames = List.copyOf(otherNames);
    }

    /**
     * A method that stands alone, has no presets, and is called by its name in papers too.
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
      return new Entry(
          name,
          kind,
          family,
          name,
          summary,
          source,
          new Verified(verified, Double.NaN),
          List.of(),
          List.of(),
          "",
          name,
          maker);
    }

    Entry inGroup(String newGroup) {
      return with(newGroup, verified, presets, otherNames, note, title);
    }

    Entry withPresets(String... ids) {
      return with(group, verified, List.of(ids), otherNames, note, title);
    }

    Entry alsoNamed(String... names) {
      return with(group, verified, presets, List.of(names), note, title);
    }

    Entry withNote(String newNote) {
      return with(group, verified, presets, otherNames, newNote, title);
    }

    /**
     * The same, held against something other.
     *
     * @param largestDifference that a test finds between maps after min-max, at least
     */
    public Entry verifiedAgainst(String other, double largestDifference) {
      return with(group, new Verified(other, largestDifference), presets, otherNames, note, title);
    }

    /** The same with how close it comes to what it is held against. */
    public Entry within(double largestDifference) {
      return verifiedAgainst(verified.against(), largestDifference);
    }

    /** The same with the name that its authors write, which titles of a paper's tables have. */
    public Entry titled(String newTitle) {
      return with(group, verified, presets, otherNames, note, newTitle);
    }

    private Entry with(
        String newGroup,
        Verified newVerified,
        List<String> newPresets,
        List<String> newNames,
        String newNote,
        String newTitle) {
      return new Entry(
          name,
          kind,
          family,
          newGroup,
          summary,
          source,
          newVerified,
          newPresets,
          newNames,
          newNote,
          newTitle,
          maker);
    }

    private boolean isNamed(String text) {
      return name.equals(text) || otherNames.contains(text);
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

  private static final List<Entry> ALL = withProvided();

  private Methods() {}

  /** Those of this project, then what a {@link MethodProvider} on the class path adds. */
  private static List<Entry> withProvided() {
    List<Entry> all = new ArrayList<>(BuiltInMethods.list());
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
    if (taken.stream().anyMatch(entry -> entry.isNamed(name))) {
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
        Map.entry("verified", entry.verified().against()),
        Map.entry("sign", sign(named(id))),
        Map.entry("largest_difference", Double.toString(entry.verified().largestDifference())),
        Map.entry("title", entry.title()));
  }

  private static String sign(Explainer method) {
    return method.signRule().map(MethodId::spelled).orElse("never negative");
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
        .filter(entry -> entry.isNamed(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static Refusal unknown(String name) {
    String hint = NearestName.hint(name, ALL.stream().map(Entry::name).toList());
    return Refusal.request(
        String.format(
            Locale.ROOT, "method '%s' is unknown. %s See the command 'methods'.", name, hint));
  }
}
