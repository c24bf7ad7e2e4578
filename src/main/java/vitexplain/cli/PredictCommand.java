package vitexplain.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vitexplain.base.Refusal;
import vitexplain.cli.option.CommonOptions;
import vitexplain.cli.option.DtypeOption;
import vitexplain.cli.option.ModelGuard;
import vitexplain.cli.option.ModelOptions;
import vitexplain.cli.print.Bar;
import vitexplain.cli.print.CommandText;
import vitexplain.cli.print.Interruption;
import vitexplain.cli.print.Machine;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.LabelMap;
import vitexplain.dataset.layout.DataReference;
import vitexplain.heatmaps.Prediction;
import vitexplain.run.PredictionStore;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.study.Evaluation;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** Writes logits, so that a model can be compared with another implementation of it. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Classes, logits and probabilities of a folder of images, as CSV.",
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh predict --images photos/",
      "  ./run-bench.sh predict --data voc:VOCdevkit/VOC2012#val",
      "  ./run-bench.sh predict --images photos/ --model my-vit/ --top all --out logits.csv"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int ALL = Integer.MAX_VALUE;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ModelOptions modelOptions = new ModelOptions();
  @Mixin private DtypeOption dtypeOption = new DtypeOption();

  @ArgGroup(multiplicity = "1")
  private Images images;

  /** One of them. */
  private static final class Images {
    @Option(names = "--images", paramLabel = "DIR", description = "JPEG and PNG")
    private Path folder;

    @Option(
        names = "--data",
        paramLabel = "LAYOUT:PATH[#SPLIT]",
        description = "a data set as it is downloaded, as evaluate takes it")
    private String data;

    Dataset open() {
      return folder == null
          ? Dataset.open(DataReference.parse(data), Optional.empty(), LabelMap.NONE)
          : Dataset.open(folder, Optional.empty(), Optional.empty());
    }
  }

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "classes per image, or all (default: ${DEFAULT-VALUE})")
  private String top = "5";

  @Option(names = "--out", paramLabel = "CSV", description = "default: ${DEFAULT-VALUE}")
  private Path out = Path.of("predictions.csv");

  @Option(
      names = "--resume",
      description = "go on with an interrupted run, whose images are kept in CSV.partial")
  private boolean resume;

  @Override
  public Integer call() {
    int classes = top();
    Dataset data = images.open();
    data.remarks().forEach(spec.commandLine().getErr()::println);
    RunFolder.requireWritable(out.toAbsolutePath().getParent());
    ModelSource source = modelOptions.source(common, spec.commandLine().getErr());
    source.requireClasses("predict");
    dtypeOption.requirePossible(modelOptions, common);
    try (Vit model = dtypeOption.open(modelOptions, source, common, spec.commandLine().getErr());
        Bar bar = new Bar("predict", common.quiet())) {
      tellFewerClasses(classes, model.config().classes());
      Prediction.Result result = predicted(model, source, data, classes, bar);
      bar.close();
      spec.commandLine().getOut().printf(Locale.ROOT, "%d image(s) in %s%n", result.done(), out);
      result.failures().forEach(reason -> spec.commandLine().getErr().println("failed: " + reason));
      return result.failures().isEmpty() ? 0 : Failures.SOME_INPUTS;
    }
  }

  private Prediction.Result predicted(
      Vit model, ModelSource source, Dataset data, int classes, Bar bar) {
    try (PredictionStore store =
        PredictionStore.open(out, section(source, data, classes), resume)) {
      Interruption.announce(
          "The images done so far are kept in "
              + PredictionStore.partial(out)
              + "; go on with --resume.");
      Prediction.Result result =
          new Prediction(model, source.preprocessor()).run(data, classes, store, bar);
      Interruption.over();
      return result;
    }
  }

  /** All that can change a number, so that no two models or folders share a file. */
  private Section section(ModelSource source, Dataset data, int classes) {
    Environment environment = Machine.environment(common.threads());
    Map<String, String> config = new TreeMap<>(ModelGuard.of(source, environment));
    config.put("device", modelOptions.device(common).getDeviceType());
    config.put("dtype", dtypeOption.dtype().toString());
    config.put("seed", Long.toString(common.seed()));
    config.put("top", Integer.toString(classes));
    config.put("images_sha256", data.contentSha256());
    return Section.starting(CommandText.of("predict"), "", config, environment, Evaluation.now());
  }

  private void tellFewerClasses(int asked, int there) {
    if (asked > there && asked < ALL) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "note: --top is %d and the model has %d classes: each image gets %d rows%n",
              asked,
              there,
              there);
    }
  }

  private int top() {
    if (top.equals("all")) {
      return ALL;
    }
    if (!top.matches("[1-9]\\d{0,8}")) {
      throw Refusal.request("--top is '" + top + "'; expected 1 or more, or all");
    }
    return Integer.parseInt(top);
  }
}
