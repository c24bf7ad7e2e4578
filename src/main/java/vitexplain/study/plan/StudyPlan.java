package vitexplain.study.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import vitexplain.base.Distinct;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.metric.Metrics;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.metric.kind.CurveMetric;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.metric.kind.ShareMetric;
import vitexplain.metric.kind.StabilityMetric;
import vitexplain.metric.kind.SubsetMetric;
import vitexplain.metric.kind.SubsetMetric.Subsets;
import vitexplain.metric.kind.SumMetric;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.vit.trace.Signal;

/**
 * What is measured of every image: everything that can change a number of the study.
 *
 * @param methods in the order of the tables
 * @param metrics in the order of the tables
 * @param fills what stands for removed units; the first is the primary one
 * @param unit what is removed at a time
 * @param levels removed shares of the curves, 0 to 1, both ends included
 * @param batch perturbed inputs per forward pass
 * @param seed of the bootstrap and of random weights
 * @param sanity how many images the sanity checks take, and how often
 * @param across how much is measured across images
 */
public record StudyPlan(
    List<Explainer> methods,
    List<Metric> metrics,
    List<Fill> fills,
    Unit unit,
    double[] levels,
    int batch,
    long seed,
    SanityPlan sanity,
    AcrossPlan across) {

  public StudyPlan {
    methods = List.copyOf(methods);
    metrics = List.copyOf(metrics);
    fills = List.copyOf(fills);
    Distinct.require("method", methods.stream().map(Explainer::id).toList());
    Distinct.require("metric", metrics.stream().map(Metric::name).toList());
    Distinct.require("occlusion strategy", fills.stream().map(Fill::id).toList());
    if (unit == Unit.PIXEL && fills.contains(Fill.DROP)) {
      throw Refusal.request(
          "the occlusion strategy 'drop' removes whole patches; with --unit pixel, give others to --fills");
    }
  }

  /** A plan that measures nothing across images. */
  public StudyPlan(
      List<Explainer> methods,
      List<Metric> metrics,
      List<Fill> fills,
      Unit unit,
      double[] levels,
      int batch,
      long seed,
      SanityPlan sanity) {
    this(methods, metrics, fills, unit, levels, batch, seed, sanity, AcrossPlan.NONE);
  }

  /** A plan with as many sanity checks as a study to publish has. */
  public StudyPlan(
      List<Explainer> methods,
      List<Metric> metrics,
      List<Fill> fills,
      Unit unit,
      double[] levels,
      int batch,
      long seed) {
    this(methods, metrics, fills, unit, levels, batch, seed, SanityPlan.DEFAULT);
  }

  /** A plan that removes patches. */
  public StudyPlan(
      List<Explainer> methods,
      List<Metric> metrics,
      List<Fill> fills,
      double[] levels,
      int batch,
      long seed) {
    this(methods, metrics, fills, Unit.PATCH, levels, batch, seed);
  }

  /** Removed shares from 0 to 1 in equal steps. */
  public static double[] steps(int count) {
    double[] levels = new double[count + 1];
    Arrays.setAll(levels, i -> (double) i / count);
    return levels;
  }

  /** The metrics of one family. */
  public <M extends Metric> List<M> family(Class<M> type) {
    return metrics.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The kinds of subsets that its metrics need, each once. */
  public Set<Subsets> subsets() {
    Set<Subsets> subsets = EnumSet.noneOf(Subsets.class);
    family(SubsetMetric.class).forEach(metric -> subsets.add(metric.subsets()));
    return subsets;
  }

  /** The metrics of curves that are defined with an occlusion strategy. */
  public List<CurveMetric> curveMetrics(Fill fill) {
    return family(CurveMetric.class).stream()
        .filter(metric -> metric.protocol().measures(fill.id()))
        .toList();
  }

  /** Every removed share that an occlusion strategy's curves are read at, 0 to 1, each once. */
  public double[] removedShares(Fill fill) {
    DoubleStream ofCurves =
        curveMetrics(fill).stream()
            .flatMapToDouble(metric -> Arrays.stream(metric.protocol().levels(levels)));
    DoubleStream ofShares =
        family(ShareMetric.class).isEmpty()
            ? DoubleStream.empty()
            : Arrays.stream(ShareMetric.levels());
    return DoubleStream.concat(ofCurves, ofShares).distinct().toArray();
  }

  /**
   * The occlusion strategy of the primary number and of everything that is measured with one
   * occlusion strategy only.
   */
  public Fill primaryFill() {
    return fills.get(0);
  }

  /** The number that ranks, of some methods, and nothing else. */
  public StudyPlan primaryAlone(List<Explainer> some) {
    return new StudyPlan(
        some, List.of(Faithfulness.SRG), List.of(primaryFill()), unit, levels, batch, seed, sanity);
  }

  /** The same with other batches, which changes no number. */
  public StudyPlan inBatchesOf(int inputs) {
    return new StudyPlan(methods, metrics, fills, unit, levels, inputs, seed, sanity, across);
  }

  /** The same of other methods. */
  public StudyPlan with(List<Explainer> others) {
    return new StudyPlan(others, metrics, fills, unit, levels, batch, seed, sanity, across);
  }

  /** All that the methods must find in a trace. */
  public Set<Signal> needs() {
    return needs(methods);
  }

  /** All that some methods must find in a trace. */
  public static Set<Signal> needs(List<Explainer> some) {
    Set<Signal> needs = new LinkedHashSet<>();
    some.forEach(method -> needs.addAll(method.needs()));
    return needs;
  }

  /** The methods that noisy copies of an image and re-initialised models are explained by. */
  public List<Explainer> askedAgain() {
    return methods.stream().filter(sanity::asksAgain).toList();
  }

  /** The metrics that {@link #askedAgain} methods alone are measured by. */
  public List<Metric> repeating() {
    return metrics.stream().filter(StudyPlan::repeats).toList();
  }

  /** Whether a metric explains noisy copies of an image, or the image for re-initialised models. */
  public static boolean repeats(Metric metric) {
    return metric instanceof StabilityMetric
        || (metric instanceof SanityMetric check && check.change() != SanityMetric.Change.CLASS);
  }

  /** Whether perturbed inputs with units removed have to be scored. */
  public boolean removes() {
    return measures(Set.of(CurveMetric.class, ShareMetric.class, SubsetMetric.class));
  }

  /** Flat images that sums of maps are compared with, by their value, each once. */
  public Set<Double> references() {
    return family(SumMetric.class).isEmpty()
        ? Set.of()
        : methods.stream()
            .flatMap(method -> method.completeness().stream())
            .flatMapToDouble(promise -> promise.baseline().stream())
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the true class is to be explained too: its own rows are of more than its map. */
  public boolean asksAgain() {
    return removes()
        || measures(Set.of(ChangeMetric.class, StabilityMetric.class, SumMetric.class));
  }

  /** Whether the model is to be shown images without their object or their background. */
  public boolean changesBackgrounds() {
    return across.backgrounds() > 0 && measures(Set.of(MaskMetric.class, SegmentationMetric.class));
  }

  /** The metrics of mosaics that are made; none if none are. */
  public List<MosaicMetric> mosaicMetrics() {
    return across.mosaics() == 0 ? List.of() : family(MosaicMetric.class);
  }

  /** Whether the methods are to be asked about changed models or other classes. */
  public boolean checksSanity() {
    return measures(Set.of(SanityMetric.class));
  }

  private boolean measures(Set<Class<? extends Metric>> families) {
    return families.stream().anyMatch(type -> !family(type).isEmpty());
  }

  /** The number that methods are ranked by, declared before anything is measured. */
  private String primary() {
    return fills.isEmpty() ? "none" : Faithfulness.SRG.name() + ", " + primaryFill().id();
  }

  /** As it stands in the manifest. The batch size changes no value and is left out. */
  public Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    config.put("methods", methods.stream().map(Explainer::id).collect(Collectors.joining(" ")));
    config.put("metrics", metrics.stream().map(Metric::name).collect(Collectors.joining(" ")));
    config.put("fills", fills.stream().map(Fill::id).collect(Collectors.joining(" ")));
    config.put("levels", Arrays.toString(levels));
    config.put("target", "predicted, and label where there is one");
    config.put("unit", unit.id());
    config.put("primary", primary());
    config.put("sanity", sanity.text());
    config.put("across", across.text());
    config.put("seed", Long.toString(seed));
    return config;
  }

  /**
   * The plan that a manifest holds, so that its samples can be summarised; the size of its batches
   * is not known.
   *
   * @param config as {@link #config} made it, perhaps with more
   * @throws Refusal if it is not, or names what this version does not know
   */
  public static StudyPlan of(Map<String, String> config) {
    try {
      return new StudyPlan(
          words(config, "methods").map(Methods::named).toList(),
          words(config, "metrics").map(Metrics::named).toList(),
          words(config, "fills").map(fill -> Fill.valueOf(upper(fill))).toList(),
          Unit.valueOf(upper(config.get("unit"))),
          Stream.of(config.get("levels").replaceAll("[\\[\\],]", "").split(" "))
              .mapToDouble(Double::parseDouble)
              .toArray(),
          1,
          Long.parseLong(config.get("seed")),
          SanityPlan.of(config.get("sanity")),
          AcrossPlan.of(config.getOrDefault("across", "")));
    } catch (NullPointerException | IllegalArgumentException e) {
      throw Refusal.request(
          "the manifest's configuration of the evaluation cannot be read (" + config + ").", e);
    }
  }

  private static String upper(String id) {
    return id.toUpperCase(Locale.ROOT);
  }

  private static Stream<String> words(Map<String, String> config, String key) {
    return Stream.of(config.get(key).split(" ")).filter(word -> !word.isEmpty());
  }
}
