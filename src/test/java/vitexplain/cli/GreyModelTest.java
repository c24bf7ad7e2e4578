package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.study.Scenes;
import vitexplain.vit.checkpoint.TemporaryModel;

/** A model with one channel and oblong images, through every command that takes a model. */
class GreyModelTest {

  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void writeModelAndScenes() throws IOException {
    model = TemporaryModel.write(folder.resolve("grey"), TemporaryModel.tinyGrey(), 2);
    Scenes.copy(folder, 2);
  }

  @Test
  void explainsColourImagesAsGrey() {
    Cli run =
        command(
            "explain", "--method", "legrad", "--masks", folder.resolve("masks"), "--out", out());
    assertThat(run.out()).contains("legrad mean of 2: PixelAcc: ");
  }

  @Test
  void evaluates() {
    Cli run =
        command(
            "evaluate", "--methods", "rollout", "--masks", folder.resolve("masks"), "--out", out());
    assertThat(run.out()).contains("2 images, 0 failed");
  }

  @Test
  void predictsTheSameWithUsualValuesAsWithItsFile() throws IOException {
    Path stated = out().resolveSibling("stated.csv");
    Path absent = out().resolveSibling("absent.csv");
    command("predict", "--out", stated);
    Files.delete(model.resolve("preprocessor_config.json"));
    command("predict", "--preprocessor", "vit", "--out", absent);
    assertThat(absent).hasSameTextualContentAs(stated);
    assertThat(Files.readAllLines(stated)).hasSize(1 + 2 * 3);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Cli command(String name, Object... options) {
    Object[] args = new Object[6 + options.length];
    args[0] = name;
    args[1] = "--model";
    args[2] = model;
    args[3] = "--images";
    args[4] = folder.resolve("images");
    args[5] = "--quiet";
    System.arraycopy(options, 0, args, 6, options.length);
    Cli run = Cli.run(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }
}
