package vitexplain.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import vitexplain.base.Ranges;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.cli.option.CommonOptions;
import vitexplain.cli.option.DataOptions;
import vitexplain.cli.option.DtypeOption;
import vitexplain.cli.option.Home;
import vitexplain.cli.option.MethodOptions;
import vitexplain.cli.option.ModelGuard;
import vitexplain.cli.option.ModelOptions;
import vitexplain.cli.option.RunOptions;
import vitexplain.cli.option.SparkOptions;
import vitexplain.cli.option.StoppingOptions;
import vitexplain.cli.print.Bar;
import vitexplain.cli.print.CommandText;
import vitexplain.cli.print.EvaluationSummary;
import vitexplain.cli.print.Interruption;
import vitexplain.cli.print.Machine;
import vitexplain.cli.print.StudyEstimate;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.DatasetReference;
import vitexplain.dataset.Selection;
import vitexplain.dataset.Shard;
import vitexplain.dataset.layout.Layouts;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.image.mask.MaskClass;
import vitexplain.metric.Metrics;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.metric.kind.Metric;
import vitexplain.run.Existing;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.study.Evaluation;
import vitexplain.study.Heatmaps;
import vitexplain.study.Merge;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyCost;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.plan.StudyProfile;
import vitexplain.study.plan.SuitedPlan;
import vitexplain.study.summary.Settlement;
import vitexplain.study.unit.StudySetting;
import vitexplain.study.unit.Workers;
import vitexplain.vit.Devices;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;

/** Measures how faithful and how well localised the explanations are. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Faithfulness and localisation of every method on a data set.",
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh evaluate --profile standard --out reports/mine",
      "  ./run-bench.sh evaluate --model my-vit/ --data voc:VOCdevkit/VOC2012#val --label-map map.csv",
      "  ./run-bench.sh evaluate --model my-vit/ --images photos/ --masks masks/ --labels labels.csv",
      "  ./run-bench.sh evaluate --methods legrad,legrad:pool=readout,random --metrics srg,ap_fg",
      "  ./run-bench.sh evaluate --out reports/mine --resume       after an interruption",
      "  ./run-bench.sh evaluate --methods legrad,gmar-l1,rollout,random --until settled --margin 0.1",
      "  ./run-bench.sh evaluate --images photos/ --shard 2/5 --out reports/part2    see merge",
      "  ./run-bench.sh evaluate --images photos/ --spark spark://HOST:7077          see docs/spark.md",
      "  ./run-bench.sh evaluate --model google/vit-base-patch16-224 --images photos/ --dtype bfloat16"
    })
final class EvaluateCommand implements Callable<Integer> {
  /** Perturbed inputs per forward pass: more of them need more memory and save no time. */
  private static final int MOST_IMAGES = 4096;

  /** As many digits as the manifest reads back. */
  private static final int MOST_PASSES = 999_999_999;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private ModelOptions modelOptions = new ModelOptions();
  @Mixin private DtypeOption dtypeOption = new DtypeOption();
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private MethodOptions methods = new MethodOptions();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Mixin private StoppingOptions stopping = new StoppingOptions();

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "M",
      description = "names, separated by commas (default: all)")
  private List<String> metrics = List.of();

  @Option(
      names = "--fills",
      split = ",",
      paramLabel = "F",
      description =
          "occlusion strategies, what replaces removed units: ${COMPLETION-CANDIDATES}; the first is the primary one (default: by profile)")
  private List<Fill> fills = List.of();

  @Option(
      names = "--most-passes",
      paramLabel = "N",
      description =
          "leave methods of more than N passes a map out of max_sensitivity, mprt_head, mprt_top_down and mprt_bottom_up,"
              + " which ask for dozens of maps of an image (default: 10; no limit where --metrics names one of them)")
  private Optional<Integer> mostPasses = Optional.empty();

  @Option(
      names = "--unit",
      paramLabel = "U",
      description =
          "what is removed at a time: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Unit unit = Unit.PATCH;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "evaluate N images, evenly spaced (default: all of --images; of the embedded scenes by profile)")
  private int limit;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = ShardReader.class,
      description =
          "evaluate the I-th of N parts of the images, to be put together by merge (default: all images)")
  private Shard shard = Shard.WHOLE;

  @Option(
      names = "--heatmaps",
      paramLabel = "H",
      description =
          "images that pictures of the maps are kept of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, those that the report shows)")
  private Heatmaps heatmaps = Heatmaps.REPORT;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "perturbed inputs per forward pass (default: ${DEFAULT-VALUE})")
  private int batch = 32;

  @Option(names = "--resume", description = "go on with an interrupted evaluation")
  private boolean resume;

  @Override
  public Integer call() {
    requireRanges();
    spark.requirePossible();
    Optional<StoppingRule> rule = stopping.rule(isPart(), spark.isGiven());
    StudyPlan asked = plan();
    rule.ifPresent(stop -> Settlement.of(asked, stop));
    Selection selection = selection();
    Dataset data = selection.data();
    data.remarks().forEach(spec.commandLine().getErr()::println);
    ModelSource source = modelOptions.source(common, spec.commandLine().getErr());
    source.requireClasses("evaluate");
    dtypeOption.requirePossible(modelOptions, common);
    shard.part(data); // more parts than images are refused before the model is loaded
    RunFolder folder = run.folder(Existing.KEEP);
    try (RunLock lock = folder.lock()) {
      boolean replace = replacesEarlierResults(folder);
      try (Vit model = dtypeOption.open(modelOptions, source, common, spec.commandLine().getErr());
          Bar bar = new Bar("evaluate", common.quiet())) {
        SuitedPlan suited =
            SuitedPlan.of(asked, model.config(), methods.ids().isPresent(), !fills.isEmpty());
        StudyPlan plan = suited.plan();
        Section section = section(plan, rule, selection, source, model.config());
        dataOptions
            .checkLabels(data, model.config().labels(), spec.commandLine().getErr())
            .requireSome(model.config().labels());
        announce(plan, selection, model.config());
        Interruption.announce(
            "The images done so far are kept in " + folder.root() + "; go on with --resume.");
        Evaluation ofAll =
            new Evaluation(folder, data, shard, model, source.preprocessor(), suited, heatmaps);
        Evaluation evaluation = rule.map(ofAll::until).orElse(ofAll);
        Optional<Workers> executors = spark.connect(() -> setting(plan, source, data, model));
        Counts counts;
        try {
          counts =
              replace
                  ? evaluation.replace(section, bar, executors)
                  : evaluation.run(section, bar, executors);
        } finally {
          executors.ifPresent(Workers::close);
        }
        Interruption.over();
        bar.close();
        EvaluationSummary.print(
            folder, counts, spec.commandLine().getOut(), spec.commandLine().getErr());
        return counts.failed() > 0 ? Failures.SOME_INPUTS : 0;
      }
    }
  }

  private StudySetting setting(StudyPlan plan, ModelSource source, Dataset data, Vit model) {
    return new StudySetting(
        plan,
        modelOptions.reference(source),
        data.reference(),
        Devices.name(model.device()),
        dtypeOption.isReduced());
  }

  private void announce(StudyPlan plan, Selection selection, VitConfig model) {
    List<String> part = shard.part(selection.data()).images();
    int images = part.size();
    long checked =
        selection.data().subset(plan.sanity().images()).images().stream()
            .filter(part::contains)
            .count();
    if (!common.quiet()) {
      if (isPart()) {
        spec.commandLine().getErr().println(shard.words(selection.data().images().size()));
      }
      int checks = StudyCost.explanationsPerCheckedImage(plan, model);
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "%s, %d methods, %d metrics, occlusion strategies %s: at most %,d forward passes per image, %,d in all%s%s%s%s%n",
              selection.words(),
              plan.methods().size(),
              plan.metrics().size(),
              plan.fills().stream().map(Fill::id).collect(Collectors.joining(" ")),
              StudyCost.passesPerImage(plan),
              StudyCost.passesPerImage(plan) * images,
              explanations(plan),
              checks == 0
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      ", and on %d of them %d explanations to check the methods' sanity",
                      checked,
                      checks),
              dtypeOption.isReduced()
                  ? String.format(
                      Locale.ROOT,
                      "; on %d of them %s once more, in float32 and in bfloat16",
                      Math.min(Evaluation.COMPARED_IMAGES, images),
                      Faithfulness.SRG.name())
                  : "",
              across(plan, selection.data(), model));
      if (((Main) spec.root().userObject()).verbose()) {
        StudyEstimate.lines(plan, model).forEach(spec.commandLine().getErr()::println);
      }
    }
  }

  /** Said where an explanation takes more than the pass that all methods share. */
  private static String explanations(StudyPlan plan) {
    long passes = StudyCost.passesPerExplanation(plan);
    return passes == 1
        ? ""
        : String.format(
            Locale.ROOT,
            ", and up to %d explanations of each with %,d passes over the model",
            StudyCost.explanationsPerImage(plan),
            passes);
  }

  /** What is measured across images; nothing of a part. */
  private String across(StudyPlan plan, Dataset data, VitConfig model) {
    int masked = data.hasMasks() ? data.images().size() : 0;
    long explanations = StudyCost.explanationsOfMosaics(plan, model);
    long passes = StudyCost.passesOfBackgrounds(plan, masked);
    return shard.of() > 1 || explanations + passes == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; then %,d explanations of mosaics and %,d passes on changed backgrounds at most",
            explanations,
            passes);
  }

  /** One of one is a part too: it can be merged. */
  private boolean isPart() {
    return spec.commandLine().getParseResult().hasMatchedOption("--shard");
  }

  private void requireRanges() {
    common.threads();
    Ranges.require("--batch", batch, 1, MOST_IMAGES);
    mostPasses.ifPresent(n -> Ranges.require("--most-passes", n, 1, MOST_PASSES));
    if (spec.commandLine().getParseResult().hasMatchedOption("--limit")) {
      Ranges.require("--limit", limit, 1, Integer.MAX_VALUE);
    }
  }

  private StudyPlan plan() {
    StudyProfile profile = StudyProfile.of(run.profile());
    List<Explainer> chosen =
        methods
            .ids()
            .map(ids -> ids.stream().map(Methods::named).toList())
            .orElseGet(profile::methods);
    List<Metric> measured =
        metrics.isEmpty() ? Metrics.all() : metrics.stream().map(Metrics::named).toList();
    return new StudyPlan(
        chosen,
        measured,
        fills.isEmpty() ? profile.fills(unit) : fills,
        unit,
        StudyPlan.steps(profile.steps()),
        batch,
        common.seed(),
        profile.sanity(mostPasses(measured)),
        profile.across());
  }

  /** What is named is wanted. */
  private int mostPasses(List<Metric> measured) {
    boolean named = !metrics.isEmpty() && measured.stream().anyMatch(StudyPlan::repeats);
    return mostPasses.orElse(named ? SanityPlan.ANY_PASSES : SanityPlan.FEW_PASSES);
  }

  private Selection selection() {
    Optional<Dataset> given = dataOptions.open();
    if (given.isEmpty() && !modelOptions.knowsTheScenes()) {
      throw Refusal.request(
          "--images is missing: the embedded scenes show the classes of the model demo and of no other model. Give --images DIR, and --masks DIR if there are masks, or --data LAYOUT:PATH");
    }
    Dataset all = given.orElseGet(EvaluateCommand::scenes).requireDistinctStems();
    String command = "--limit " + all.images().size() + " takes all";
    if (limit > 0) {
      return Selection.of(all, limit, "--limit " + limit + "; " + command);
    }
    // A profile limits the embedded scenes only: a folder that is given is meant as a whole.
    return given.isPresent()
        ? Selection.of(all, all.images().size(), "")
        : Selection.of(
            all,
            StudyProfile.of(run.profile()).images(),
            "profile " + run.profile().id() + "; " + command);
  }

  private static Dataset scenes() {
    return Dataset.open(
        Home.scenes().resolve("images"),
        Optional.of(Home.scenes().resolve("masks")),
        Optional.of(Home.scenes().resolve("labels.csv")));
  }

  /**
   * Whether an earlier evaluation is to be replaced, once the new one is known to be possible.
   *
   * @throws Refusal if there is one, and neither --resume nor --overwrite is given
   */
  private boolean replacesEarlierResults(RunFolder folder) {
    if (run.overwrite()) {
      return RunPart.EVALUATION.isIn(folder) || !Manifest.isReadable(folder);
    }
    if (RunPart.EVALUATION.isIn(folder) && !resume) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' already holds an evaluation. Give --resume to go on, --overwrite to replace it, or another --out.",
              folder.root()));
    }
    Manifest.of(folder); // an unreadable one is refused before the model is loaded
    return false;
  }

  private Section section(
      StudyPlan plan,
      Optional<StoppingRule> rule,
      Selection selection,
      ModelSource source,
      VitConfig model) {
    Dataset data = selection.data();
    String list = Sha256.of(data.images());
    Environment environment = Machine.environment(common.threads());
    Map<String, String> notes = new TreeMap<>(selection.notes());
    notes.put(Section.CLASSES, Integer.toString(model.classes()));
    note(notes, "settings_assumed", source.remarks());
    note(notes, "files_left_out", data.remarks());
    Map<String, String> config = new TreeMap<>(plan.config());
    config.put("dtype", dtypeOption.dtype().toString());
    if (dtypeOption.isReduced()) {
      config.put("batch", Integer.toString(batch)); // products of another shape round otherwise
    }
    config.putAll(ModelGuard.of(source, environment));
    config.put("device", modelOptions.device(common).getDeviceType());
    config.put("images_sha256", list);
    if (isPart()) {
      config.put(Merge.SHARD, shard.toString());
      config.put(Merge.SAMPLE, data.sampleSha256());
      notes.put(Merge.PART, shard.words(data.images().size()) + ".");
    }
    rule.ifPresent(stop -> config.put(StoppingRule.KEY, stop.text()));
    DatasetReference where = data.reference();
    if (data.hasMasks() && where.choice().kind() != MaskClass.Kind.BLACK_AND_WHITE) {
      config.put("mask_class", where.choice().toString());
    }
    if (!where.data().layout().equals(Layouts.FOLDER)) {
      config.put("layout", where.data().layout());
      notes.put(Section.DATA, where.data().toString());
    }
    if (where.map().isGiven()) {
      config.put("label_map_sha256", where.map().sha256());
    }
    config.put("masks", data.hasMasks() ? "yes" : "none");
    config.put("labels_sha256", data.labelsSha256());
    return Section.starting(
            CommandText.of("evaluate"), run.profile().id(), config, environment, Evaluation.now())
        .withInputs(
            source.name(), config.get("model_sha256"), list, Map.of("bootstrap", plan.seed()))
        .withNotes(notes);
  }

  /** The text of {@code --shard}. */
  static final class ShardReader implements ITypeConverter<Shard> {
    @Override
    public Shard convert(String text) {
      try {
        return Shard.parse(text);
      } catch (Refusal refusal) {
        throw new TypeConversionException(refusal.getMessage());
      }
    }
  }

  /** Remarks printed on the terminal are also kept in the run folder, and so shown on the page. */
  private static void note(Map<String, String> notes, String instance, List<String> remarks) {
    if (!remarks.isEmpty()) {
      notes.put(instance, String.join(" ", remarks));
    }
  }
}
