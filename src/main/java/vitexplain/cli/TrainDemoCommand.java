package vitexplain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vitexplain.base.ProgressLine;
import vitexplain.base.Ranges;
import vitexplain.base.Refusal;
import vitexplain.cli.option.CommonOptions;
import vitexplain.cli.option.Home;
import vitexplain.cli.print.Interruption;
import vitexplain.demo.DemoRecipe;
import vitexplain.demo.DemoTraining;
import vitexplain.demo.SceneFiles;
import vitexplain.run.RunFolder;
import vitexplain.vit.EmbeddedModel;

/** Makes the embedded data again. */
@Command(
    name = "train-demo",
    mixinStandardHelpOptions = true,
    description = {
      "Trains an embedded model again from its seed, and draws the test scenes again.",
      "Takes about ten minutes. The test scenes play no part in the training."
    },
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh train-demo --out /tmp/data --seed 7",
      "  ./run-bench.sh train-demo --drop --out /tmp/data    the model demo-drop"
    })
final class TrainDemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "gets demo-vit/, or demo-drop-vit/, and scenes/ (default: the project's data/)")
  private Path out;

  @Option(names = "--seed", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private long seed = DemoTraining.DEFAULT_SEED;

  @Option(names = "--threads", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int threads = 1;

  @Option(
      names = "--drop",
      description =
          "train demo-drop: each step keeps a share of the patches that is drawn between 0.25 and 1, as the occlusion strategy drop does")
  private boolean drop;

  @Option(names = "--overwrite", description = "replace an existing model")
  private boolean overwrite;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  /** How an embedded model is trained again. */
  static String words(EmbeddedModel model) {
    return model == EmbeddedModel.DEMO_DROP ? "train-demo --drop" : "train-demo";
  }

  @Override
  public Integer call() throws IOException {
    System.setProperty(
        "ai.djl.pytorch.num_threads",
        Integer.toString(Ranges.require("--threads", threads, 1, CommonOptions.MOST_THREADS)));
    Path data = out == null ? Home.data() : out;
    Path model = (drop ? EmbeddedModel.DEMO_DROP : EmbeddedModel.DEMO).in(data);
    if (Files.exists(model) && !overwrite) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' exists already. Give --overwrite to train it again, or another --out.",
              model));
    }
    RunFolder.requireWritable(data);
    Interruption.announce("Nothing has been written.");
    DemoTraining.Result result = train(model);
    Interruption.over();
    SceneFiles.write(data.resolve("scenes"), SceneFiles.TEST_COUNT, SceneFiles.TEST_SEED);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %,d parameters, %.0f s, %.1f %% of unseen scenes classified correctly%n",
            model,
            result.parameters(),
            result.seconds(),
            100 * result.validationAccuracy());
    return 0;
  }

  private DemoTraining.Result train(Path model) {
    DemoRecipe recipe = drop ? DemoRecipe.DROP : DemoRecipe.STANDARD;
    if (quiet) {
      return DemoTraining.run(model, seed, recipe, DemoTraining.Listener.NONE);
    }
    try (ProgressLine bar = ProgressLine.open("train-demo", recipe.steps(), 0)) {
      return DemoTraining.run(
          model,
          seed,
          recipe,
          (step, steps, loss, accuracy) -> {
            bar.stepTo(step);
            bar.message(String.format(Locale.ROOT, "loss %.3f, accuracy %.2f", loss, accuracy));
          });
    }
  }
}
