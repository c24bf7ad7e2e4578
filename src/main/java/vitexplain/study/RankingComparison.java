package vitexplain.study;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.run.ConfigChange;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ModelAgreementRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.run.table.FileMark;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.SplitHalf;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.summary.ModelRankings;
import vitexplain.study.summary.RankedModel;

/**
 * Two evaluations of the same images by the same protocol, of two models: would the other model
 * rank the methods alike? What is found is kept in the folder of the first.
 */
public final class RankingComparison {

  /** What makes values of two evaluations comparable; each may have other methods and metrics. */
  private static final Set<String> PROTOCOL =
      Set.of(
          "images_sha256",
          "labels_sha256",
          "levels",
          "mask_class",
          "masks",
          Merge.SHARD,
          "target",
          "unit");

  /** One side, as its manifest tells. */
  private record Side(RunFolder folder, Section section) {
    String name() {
      return "'" + folder.root() + "'";
    }

    RankedModel model() {
      return new RankedModel(section.model(), folder, StudyPlan.of(section.config()));
    }

    Map<String, String> protocol() {
      Map<String, String> protocol = new TreeMap<>(section.config());
      protocol.keySet().retainAll(PROTOCOL);
      return protocol;
    }

    /** Hashes of each image and of its mask. */
    Map<String, List<String>> inputs() {
      return folder.table(ImageRow.SCHEMA).read().stream()
          .collect(
              Collectors.toMap(ImageRow::image, row -> List.of(row.sha256(), row.maskSha256())));
    }
  }

  private final Side first;
  private final Side second;
  private final ModelRankings rankings;

  private RankingComparison(Side first, Side second, ModelRankings rankings) {
    this.first = first;
    this.second = second;
    this.rankings = rankings;
  }

  /**
   * Looks at the evaluations and changes nothing.
   *
   * @param first locked by the caller
   * @param second likewise
   * @throws Refusal if one is no evaluation, was altered or has not ended, if they are of one model
   *     or not of the same images by the same protocol, or if too few methods are in both
   */
  public static RankingComparison of(RunFolder first, RunFolder second) {
    Side one = side(first);
    Side other = side(second);
    requireComparable(one, other);
    first.verify();
    second.verify();
    requireSameInputs(one, other);
    List<String> methods = common(one.model().methods(), other.model().methods());
    if (methods.size() < SplitHalf.FEWEST_METHODS) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s and %s have %d methods in common, controls left out (%s); a ranking needs at least %d. Evaluate the same --methods in both.",
              one.name(),
              other.name(),
              methods.size(),
              String.join(", ", methods),
              SplitHalf.FEWEST_METHODS));
    }
    List<String> images = common(one.model().images(), other.model().images());
    if (images.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "no image has values in both %s and %s; see failures.csv of each.",
              one.name(),
              other.name()));
    }
    return new RankingComparison(
        one, other, new ModelRankings(one.model(), other.model(), methods, images));
  }

  private static Side side(RunFolder folder) {
    Section section = Evaluation.requireIn(folder);
    Side side = new Side(folder, section);
    if (section.end().isEmpty()) {
      throw Refusal.request(
          side.name()
              + " holds an evaluation that was cut off. Go on with it by evaluate --resume.");
    }
    if (section.config().containsKey(StoppingRule.KEY)) {
      throw Refusal.request(
          side.name()
              + " holds an evaluation with --until: its methods were not all measured on the same images. Evaluate again without --until.");
    }
    if (section.config().containsKey(Merge.SHARD)) {
      throw Refusal.request(
          side.name() + " is a part of an evaluation. Put the parts together by merge first.");
    }
    return side;
  }

  private static void requireComparable(Side one, Side other) {
    if (one.section().model().equals(other.section().model())) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s and %s are both evaluations of the model '%s'. Evaluate another --model in one of them.",
              one.name(),
              other.name(),
              one.section().model()));
    }
    String differing = ConfigChange.words(one.protocol(), other.protocol());
    if (!differing.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s and %s cannot be compared; from the first to the second: %s. Evaluate one of them again with the settings and images of the other.",
              one.name(),
              other.name(),
              differing));
    }
  }

  private static void requireSameInputs(Side one, Side other) {
    Map<String, List<String>> before = one.inputs();
    Map<String, List<String>> now = other.inputs();
    List<String> differing =
        before.keySet().stream()
            .filter(image -> !before.get(image).equals(now.get(image)))
            .sorted()
            .toList();
    if (!differing.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%d of %d images, or their masks, are not the same files in %s and %s; the first is '%s'. Evaluate one of them again with the files of the other.",
              differing.size(),
              before.size(),
              one.name(),
              other.name(),
              differing.get(0)));
    }
  }

  /** What is in both, in the first one's order. */
  private static List<String> common(Iterable<String> first, Iterable<String> second) {
    Set<String> all = new LinkedHashSet<>();
    first.forEach(all::add);
    Set<String> others = new HashSet<>();
    second.forEach(others::add);
    all.retainAll(others);
    return List.copyOf(all);
  }

  /** What is compared. */
  public ModelRankings rankings() {
    return rankings;
  }

  /**
   * Writes {@code model_agreement.csv} and its section of the manifest into the first folder; an
   * earlier comparison and the page go.
   *
   * @param commandLine as it was typed
   */
  public void write(String commandLine, Progress progress) {
    String start = Evaluation.now();
    long seed = first.model().plan().seed();
    List<ModelAgreementRow> rows = rankings.rows(Bootstrap.RESAMPLES, seed, progress);
    RunPart.RANKINGS.discardFrom(first.folder());
    first.folder().table(ModelAgreementRow.SCHEMA).write(rows);
    int images = rankings.images().size();
    Section section =
        Section.starting(commandLine, "", config(), Environment.here(1, "", "", ""), start)
            .withInputs(
                second.section().model(),
                second.section().modelSha256(),
                second.section().imageListSha256(),
                Map.of("bootstrap", seed))
            .ended(Evaluation.now(), new Counts(images, images, 0, 0), Map.of(), Map.of())
            .withFiles(RunPart.RANKINGS.marks(first.folder()));
    Manifest.record(first.folder(), RunPart.RANKINGS.command(), section);
  }

  /** Which numbers were compared. */
  private Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    config.put("methods", String.join(" ", rankings.methods()));
    config.put("resamples", Integer.toString(Bootstrap.RESAMPLES));
    config.put("first_summary_sha256", summary(first));
    config.put("second_summary_sha256", summary(second));
    config.put("second_config_sha256", second.section().configSha256());
    return config;
  }

  private static String summary(Side side) {
    return FileMark.of(side.folder().table(SummaryRow.SCHEMA).file()).sha256();
  }
}
