package vitexplain.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vitexplain.base.Distinct;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.cli.option.ClassOptions;
import vitexplain.cli.option.CommonOptions;
import vitexplain.cli.option.DataOptions;
import vitexplain.cli.option.MethodOptions;
import vitexplain.cli.option.ModelOptions;
import vitexplain.cli.print.Bar;
import vitexplain.cli.print.ExplainReport;
import vitexplain.cli.print.Interruption;
import vitexplain.dataset.Dataset;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.heatmaps.ExplainRun;
import vitexplain.run.RunFolder;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** Draws heatmaps and, where there are masks, scores them. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Heatmaps of an image or a folder of images, scored where there are masks.",
      "With two methods or more also a contact sheet of each image in OUT/contact: the image, each method's overlay with its name and, where there is a mask, its IoU."
    },
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh explain --method legrad --images photos/ --masks masks/ --out results/",
      "  ./run-bench.sh explain --methods legrad,chefer,gmar --images photo.jpg   and a contact sheet",
      "  ./run-bench.sh explain --method legrad --data imagenet-segmentation:gtsegs_ijcv.mat",
      "  ./run-bench.sh explain --method legrad --class label --labels labels.csv",
      "  ./run-bench.sh explain --method rollout:fuse=max --save-raw",
      "  ./run-bench.sh explain --method legrad --contrast dog    why the predicted class and not dog"
    })
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ModelOptions modelOptions = new ModelOptions();
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private MethodOptions methodOptions = new MethodOptions();
  @Mixin private ClassOptions classOptions = new ClassOptions();

  @Option(names = "--out", paramLabel = "DIR", description = "default: ${DEFAULT-VALUE}")
  private Path out = Path.of("results");

  @Option(
      names = "--save-raw",
      description = "also OUT/METHOD/raw/NAME.npy: float32 [rows][cols] before min-max")
  private boolean saveRaw;

  @Option(
      names = "--student-metrics",
      description = "score on the patch grid, as soham5498/Explanable_Ai does")
  private boolean studentMetrics;

  @Override
  public Integer call() {
    List<Explainer> methods = methods();
    Dataset data = dataOptions.openOr(Path.of("images"), Path.of("masks")).requireDistinctStems();
    data.remarks().forEach(spec.commandLine().getErr()::println);
    RunFolder.requireWritable(out);
    ModelSource source = modelOptions.source(common, spec.commandLine().getErr());
    try (Vit model = modelOptions.open(source, common, spec.commandLine().getErr());
        Bar bar = new Bar("explain", common.quiet())) {
      classOptions.requireLabels(
          dataOptions.checkLabels(data, model.config().labels(), spec.commandLine().getErr()),
          model.config().labels());
      ExplainRun run =
          new ExplainRun(
              model,
              source.preprocessor(),
              data,
              methods,
              classOptions.choice(model.config().labels()),
              out,
              saveRaw,
              studentMetrics);
      classOptions.remark(methods).ifPresent(spec.commandLine().getErr()::println);
      ExplainRun.Result result = run.run(new Telling(bar, data.images().size(), out));
      Interruption.over();
      bar.close();
      ExplainReport.print(result, spec.commandLine().getOut(), spec.commandLine().getErr());
      return result.failures().isEmpty() ? 0 : Failures.SOME_INPUTS;
    }
  }

  private List<Explainer> methods() {
    List<Explainer> named =
        methodOptions.ids().orElseGet(() -> MethodOptions.ids(ask())).stream()
            .map(Methods::named)
            .toList();
    Distinct.require("method", named.stream().map(Explainer::id).toList());
    return named;
  }

  /**
   * An interruption tells which images are done: they are explained in the order of their names.
   */
  private record Telling(Progress bar, int images, Path out, AtomicInteger done)
      implements Progress {
    Telling(Progress bar, int images, Path out) {
      this(bar, images, out, new AtomicInteger());
    }

    @Override
    public void begin(int total, int alreadyDone) {
      Interruption.announce("No image is done yet.");
      bar.begin(total, alreadyDone);
    }

    @Override
    public void step(String finished) {
      Interruption.announce(
          String.format(
              Locale.ROOT,
              "%d of %d images are done, in the order of their names up to '%s'; their heatmaps are"
                  + " in '%s'. Move those images elsewhere and run again for the rest.",
              done.incrementAndGet(),
              images,
              finished,
              out));
      bar.step(finished);
    }
  }

  private static String question() {
    return "Which method? (" + String.join("/", Methods.groupsUnderTest()) + "): ";
  }

  private String ask() {
    if (!Boolean.getBoolean("vitexplain.terminal")) { // told by the start script
      throw Refusal.request(
          "no --method given. " + question().strip() + " give one of them with --method NAME");
    }
    spec.commandLine().getOut().print(question());
    spec.commandLine().getOut().flush();
    Scanner answers = new Scanner(System.in, StandardCharsets.UTF_8);
    return answers.hasNextLine() ? answers.nextLine().strip() : "";
  }
}
