package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;
import vitexplain.study.Scenes;
import vitexplain.vit.Bfloat16;

/** An evaluation is never mixed with another one or lost unasked. */
class EvaluateCommandTest {

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void copyScenes() throws IOException {
    Scenes.copy(folder, 2);
    run = folder.resolve("run");
  }

  @Test
  void aTableOfTheMethodsIsPrinted() {
    Cli done = evaluate("rollout,random");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out())
        .startsWith("2 images, 0 failed, 0 degenerate maps")
        .contains("srg")
        .containsPattern("rollout +-?[01]\\.\\d{3} \\[n too small]")
        .contains("[n too small]: a 95 % interval needs a value of at least 4 images")
        .containsPattern("random +-?[01]\\.\\d{3} ")
        .containsPattern("\\d+ s: \\d+ for \\d+ forward passes of perturbed inputs");
    assertThat(run.resolve("manifest.json")).content().contains("\"model_sha256\"");
  }

  @Test
  void oneImageHasNoIntervalAndOnlyWhatWasAskedForIsPrinted() {
    Cli done = evaluate("rollout", "--limit", "1");
    assertThat(done.out())
        .doesNotContain("NaN", "miou")
        .containsPattern("rollout +-?0\\.\\d{3}\\s");
  }

  @Test
  void anEarlierEvaluationIsNotReplacedUnasked() throws IOException {
    evaluate("rollout");
    byte[] before = Files.readAllBytes(run.resolve("samples.csv.gz"));
    Cli again = evaluate("rollout");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("already holds an evaluation. Give --resume", "--overwrite");
    assertThat(run.resolve("samples.csv.gz")).hasBinaryContent(before);
  }

  @Test
  void resumingACompleteEvaluationChangesNothing() throws IOException {
    evaluate("rollout");
    byte[] before = Files.readAllBytes(run.resolve("samples.csv.gz"));
    assertThat(evaluate("rollout", "--resume").code()).isZero();
    assertThat(run.resolve("samples.csv.gz")).hasBinaryContent(before);
  }

  @Test
  void resumingWithOtherOptionsIsRefusedAndOverwritingIsNot() {
    evaluate("rollout");
    Cli resumed = evaluate("legrad", "--resume");
    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err())
        .contains("began with other settings or files: ")
        .contains("methods was rollout, now legrad");
    assertThat(evaluate("legrad", "--overwrite").code()).isZero();
    assertThat(new RunFolder(run).samples().read())
        .extracting(SampleRow::method)
        .contains("legrad")
        .doesNotContain("rollout");
  }

  @Test
  void bfloat16IsOnRequestMeasuredAndNeverMixedWithFloat32() {
    assertThat(evaluate("rollout,legrad").out()).doesNotContain("bfloat16");
    assertThat(manifest()).contains("\"dtype\" : \"float32\"").doesNotContain("bfloat16");
    assumeTrue(Bfloat16.isFastOn("cpu"), "a processor that multiplies bfloat16");
    Cli resumed = evaluate("rollout,legrad", "--dtype", "bfloat16", "--resume");
    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err()).contains("dtype was float32, now bfloat16");
    Cli rounded = evaluate("rollout,legrad", "--dtype", "bfloat16", "--overwrite");
    assertThat(rounded.code()).as(rounded.err()).isZero();
    assertThat(rounded.out())
        .containsPattern(
            "On 2 of the images, .* differs by at most 0\\.\\d{4}, .* is -?[01]\\.\\d{3}");
    assertThat(manifest())
        .contains("\"dtype\" : \"bfloat16\"", "\"bfloat16_images\" : 2.0")
        .contains("bfloat16_largest_probability_difference", "bfloat16_ranking_kendall_tau");
    Cli otherBatch = evaluate("rollout,legrad", "--dtype", "bfloat16", "--batch", "8", "--resume");
    assertThat(otherBatch.err())
        .as("other products round otherwise")
        .contains("batch was 32, now 8");
  }

  @Test
  void anUnknownDtypeIsRefusedWithThoseThereAre() {
    Cli refused = evaluate("rollout", "--dtype", "float16");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--dtype").containsIgnoringCase("float32, bfloat16");
  }

  @Test
  void whatIsGivenTwiceIsRefusedAndSeedsHaveARange() {
    for (String[] twice :
        new String[][] {
          {"--methods", "legrad,legrad:pool=mean", "method 'legrad'"},
          {"--metrics", "srg,ap_fg,srg", "metric 'srg'"},
          {"--fills", "drop,blur,drop", "occlusion strategy 'drop'"}
        }) {
      Cli run = Cli.run("evaluate", twice[0], twice[1], "--out", run());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains(twice[2] + " is given twice");
    }
    for (String seed : new String[] {"-1", "4294967296"}) {
      Cli run = Cli.run("evaluate", "--seed", seed, "--out", run());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("expected a whole number from 0 to 4294967295");
    }
  }

  /** Methods with the metrics that they have values of. */
  private Set<String> measured() {
    return new RunFolder(run)
        .samples().read().stream()
            .map(row -> row.method() + " " + row.metric())
            .collect(Collectors.toSet());
  }

  private Path run() {
    return run;
  }

  @Test
  void methodsOfManyPassesAreLeftOutOfWhatAsksForDozensOfMapsUnlessItIsNamed() {
    String methods = "rollout,smoothgrad:samples=11";
    Cli named = evaluate(methods, "--metrics", "max_sensitivity", "--limit", "1");
    assertThat(named.err()).doesNotContain("left out");
    assertThat(measured())
        .contains("rollout max_sensitivity", "smoothgrad:samples=11 max_sensitivity");
    Cli limited =
        evaluate(
            methods,
            "--metrics",
            "max_sensitivity",
            "--limit",
            "1",
            "--most-passes",
            "10",
            "--overwrite");
    assertThat(limited.err())
        .contains(
            "left out: 'smoothgrad:samples=11' takes 11 passes a map and is measured without max_sensitivity, which",
            "--most-passes 11 includes it");
    assertThat(measured())
        .contains("rollout max_sensitivity", "smoothgrad:samples=11 srg")
        .doesNotContain("smoothgrad:samples=11 max_sensitivity");
    assertThat(evaluate(methods, "--most-passes", "0", "--overwrite").err())
        .contains("--most-passes is 0; expected a whole number from 1");
  }

  @Test
  void withEveryMetricMethodsOfManyPassesAreLeftOutByDefault() {
    Cli done =
        Cli.run(
            "evaluate",
            "--methods",
            "rollout,smoothgrad:samples=11",
            "--fills",
            "mean",
            "--profile",
            "smoke",
            "--images",
            folder.resolve("images"),
            "--limit",
            "1",
            "--out",
            run,
            "--quiet");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.err())
        .contains("without max_sensitivity, mprt_head, mprt_top_down, mprt_bottom_up, which");
    assertThat(manifest()).contains("3 seeds, methods of at most 10 passes");
  }

  @Test
  void aFolderOfOnesOwnIsTakenWholeAndWhatALimitLeavesOutIsSaid() throws IOException {
    for (int i = 2; i < 6; i++) {
      Files.copy(folder.resolve("images/scene_000.png"), folder.resolve("images/s" + i + ".png"));
      Files.copy(folder.resolve("masks/scene_000.png"), folder.resolve("masks/s" + i + ".png"));
    }
    assertThat(evaluate("rollout").out()).as("smoke takes 4 scenes").startsWith("6 images, 0");
    assertThat(manifest()).contains("\"images_available\" : \"6\"").doesNotContain("left_out");
    Cli some = evaluate("rollout", "--limit", "5", "--overwrite");
    assertThat(some.out()).startsWith("5 of 6 images, 0 failed");
    assertThat(manifest()).contains("5 of 6 images (--limit 5; --limit 6 takes all).");
  }

  private String manifest() {
    try {
      return Files.readString(run.resolve("manifest.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void masksOfOneValueAreSaidOnceAlsoAfterAResume() {
    paint("scene_000.png", 0);
    paint("scene_001.png", 255);
    String empty = "1 mask(s) without foreground (scene_000.png): metrics that need foreground";
    String full = "1 mask(s) without background (scene_001.png): every map lies inside";
    assertThat(evaluate("rollout,random").out()).containsOnlyOnce(empty).containsOnlyOnce(full);
    assertThat(evaluate("rollout,random", "--resume").out()).contains(empty, full);
  }

  private void paint(String mask, int value) {
    byte[] grey = new byte[96 * 96];
    Arrays.fill(grey, (byte) value);
    ImageFiles.writePng(folder.resolve("masks").resolve(mask), new Pixels(96, 96, 1, grey));
  }

  @Test
  void masksWithBothAreNotMentioned() {
    assertThat(evaluate("rollout").out()).doesNotContain("mask(s)");
  }

  private Cli evaluate(String methods, String... more) {
    Stream<Object> fixed =
        Stream.of(
            "evaluate",
            "--methods",
            methods,
            "--metrics",
            "srg,ap_fg",
            "--fills",
            "mean",
            "--profile",
            "smoke",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--out",
            run,
            "--quiet");
    return Cli.run(Stream.concat(fixed, Stream.of(more)).toArray());
  }
}
