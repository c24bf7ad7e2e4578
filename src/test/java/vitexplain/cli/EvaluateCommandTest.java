package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.study.Scenes;

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
        .containsPattern("rollout +-?[01]\\.\\d{3} \\[-?\\d\\.\\d{3}, -?\\d\\.\\d{3}]")
        .containsPattern("random +-?[01]\\.\\d{3} ")
        .containsPattern("\\d+ s: \\d+ for \\d+ forward passes of copies");
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
    String before = Files.readString(run.resolve("samples.csv"));
    Cli again = evaluate("rollout");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("already holds an evaluation. Give --resume", "--overwrite");
    assertThat(run.resolve("samples.csv")).hasContent(before);
  }

  @Test
  void resumingACompleteEvaluationChangesNothing() throws IOException {
    evaluate("rollout");
    String before = Files.readString(run.resolve("samples.csv"));
    assertThat(evaluate("rollout", "--resume").code()).isZero();
    assertThat(run.resolve("samples.csv")).hasContent(before);
  }

  @Test
  void resumingWithOtherOptionsIsRefusedAndOverwritingIsNot() {
    evaluate("rollout");
    Cli resumed = evaluate("legrad", "--resume");
    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err())
        .contains("began with other options (")
        .contains("methods=rollout -> legrad");
    assertThat(evaluate("legrad", "--overwrite").code()).isZero();
    assertThat(run.resolve("samples.csv")).content().contains("legrad").doesNotContain("rollout");
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
