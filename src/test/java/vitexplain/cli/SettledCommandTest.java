package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate --until settled}, as a user meets it. */
class SettledCommandTest {
  @TempDir Path folder;

  private static AbstractStringAssert<?> refused(Object... args) {
    Cli result = Cli.run(args);
    assertThat(result.code()).isEqualTo(2);
    return assertThat(result.err());
  }

  @Test
  void whatDoesNotGoWithItIsRefused() {
    refused("evaluate", "--margin", "0.1").contains("Add --until settled");
    refused("evaluate", "--alpha", "0.1").contains("Add --until settled");
    refused("evaluate", "--until", "noon").contains("--until is 'noon'; expected 'settled'");
    refused("evaluate", "--until", "settled", "--shard", "1/2")
        .contains("Leave --shard or --until out");
    refused("evaluate", "--until", "settled", "--alpha", "2").contains("--alpha is 2.0");
    refused("evaluate", "--until", "settled", "--margin", "-1").contains("--margin is -1.0");
    refused("evaluate", "--until", "settled", "--metrics", "ap_fg").contains("Add it to --metrics");
    refused("evaluate", "--until", "settled", "--methods", "legrad").contains("Name two or more");
  }

  @Test
  void itSaysWhenEachPairWasDecidedAndWhatThatSaved() throws IOException {
    Path out = folder.resolve("run");
    String options =
        "--profile quick --limit 100 --metrics srg --fills drop --methods rollout,gmar-l1,random"
            + " --until settled --margin 0.3 --alpha 0.3 --quiet";
    Cli run = Cli.run((Object[]) ("evaluate " + options + " --out " + out).split(" "));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern(
            "After \\d\\d of 100 images 3 of 3 pairs of methods are decided: 2 different, 1 equivalent within 0.3.")
        .containsPattern(
            "Measured \\d+ of 300 maps, a method on an image each: [1-6]\\d % of a study of every image, which saved about [\\d,]+ forward passes.");
    Cli report = Cli.run("report", "--out", out);
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(Files.readString(out.resolve("index.html")))
        .contains(
            "When was each pair decided?", "images, then settled", "as if the number of images")
        .containsPattern("(rollout|gmar-l1) has the highest mean faithfulness")
        .contains("by confidence sequences, which hold whenever a study stops")
        .doesNotContain("is not finished", "so far");
    assertThat(Files.readAllLines(out.resolve("tables").resolve("settled.csv"))).hasSize(4);
    refused("merge", out, "--out", folder.resolve("merged")).contains("evaluated without --shard");
  }
}
