package vitexplain.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vitexplain.cli.option.Home;
import vitexplain.vit.EmbeddedModel;
import vitexplain.vit.ModelShape;

/** Lists what {@code --model} accepts. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "What --model accepts.",
    footer = {"", "Example:", "  ./run-bench.sh models"})
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (EmbeddedModel model : EmbeddedModel.values()) {
      out.printf(
          Locale.ROOT,
          "%-28s embedded: %s (%s)%n",
          model.id(),
          model.words(),
          model.in(Home.data()));
    }
    out.printf(
        Locale.ROOT,
        "%-28s config.json, model.safetensors, preprocessor_config.json of a ViT classifier%n",
        "DIRECTORY");
    out.printf(
        Locale.ROOT,
        "%-28s from the Hugging Face cache, or downloaded into it once (docs/checkpoints.md)%n",
        "OWNER/NAME[@REVISION]");
    for (String name : ModelShape.names()) {
      out.printf(Locale.ROOT, "%-28s seeded random weights: for timing only%n", name);
    }
  }
}
