package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ModelAgreementRow;
import vitexplain.study.Scenes;

/** The two embedded models, evaluated and compared as a user does it. */
class CompareRankingsCommandTest {
  private static final String METHODS = "legrad,rollout,gmar-l1,random";

  @TempDir Path folder;

  @BeforeEach
  void copyScenes() throws IOException {
    Scenes.copy(folder, 5);
  }

  @Test
  void rankingsOfTwoModelsAreComparedPrintedAndReported() throws IOException {
    evaluate("demo", METHODS);
    evaluate("demo-drop", METHODS);
    Cli compared = Cli.run("compare-rankings", at("demo"), at("demo-drop"), "--quiet");

    assertThat(compared.code()).as(compared.err()).isZero();
    List<String> lines = compared.out().lines().toList();
    assertThat(lines.get(0)).contains("rankings of 3 methods by srg", "same 5 images");
    assertThat(lines.get(1))
        .containsPattern("fill +demo and demo-drop +with drop, demo +with drop");
    assertThat(lines.get(2)).matches("drop  +\\S+ \\[.*\\] +– +–");
    assertThat(lines.get(3)).matches("black +\\S+ \\[.*\\] +\\S+ \\[.*\\] +\\S+ \\[.*\\]");
    List<ModelAgreementRow> rows = new RunFolder(at("demo")).table(ModelAgreementRow.SCHEMA).read();
    // Two models with two strategies each: six pairs of srg; ap_fg knows none.
    assertThat(rows).extracting(ModelAgreementRow::metric).hasSize(7).containsOnly("srg", "ap_fg");
    assertThat(Manifest.of(new RunFolder(at("demo"))).section("compare-rankings"))
        .hasValueSatisfying(section -> assertThat(section.model()).isEqualTo("demo-drop"));
    assertThat(at("demo-drop").resolve("model_agreement.csv")).doesNotExist();

    assertThat(Cli.run("report", "--out", at("demo")).code()).isZero();
    assertThat(Files.readString(at("demo").resolve("index.html")))
        .contains("Would another model rank them alike?", "demo and demo-drop");
    assertThat(Files.readString(at("demo").resolve("tables/model-agreement.csv")))
        .startsWith("fill,demo and demo-drop,");
    assertRefused("already holds a comparison", "demo", "demo-drop");
    assertThat(Cli.run("compare-rankings", at("demo"), at("demo-drop"), "--overwrite").code())
        .isZero();
    assertThat(at("demo").resolve("index.html")).doesNotExist();

    evaluate("demo", METHODS, "--overwrite");
    assertThat(at("demo").resolve("model_agreement.csv")).doesNotExist();
    assertThat(Manifest.of(new RunFolder(at("demo"))).section("compare-rankings")).isEmpty();
  }

  @Test
  void whatCannotBeComparedIsRefusedWithTheReason() throws IOException {
    evaluate("demo", METHODS);
    evaluate("demo-drop", "legrad,rollout,centre");
    assertRefused("'" + at("none") + "' does not exist", "demo", "none");
    assertRefused("is given twice", "demo", "demo");
    assertRefused(
        "have 2 methods in common, controls left out (legrad, rollout)", "demo", "demo-drop");
    Files.createDirectory(at("empty"));
    assertRefused("'" + at("empty") + "' holds no evaluation", "empty", "demo");

    evaluate("demo", METHODS, "--out", at("again"));
    assertRefused("are both evaluations of the model 'demo'", "demo", "again");
    evaluate("demo-drop", METHODS, "--limit", 4, "--out", at("fewer"));
    assertRefused("the images (which ones, or their content) changed", "demo", "fewer");

    Path image = folder.resolve("images").resolve("scene_000.png");
    Files.copy(
        folder.resolve("images").resolve("scene_001.png"),
        image,
        StandardCopyOption.REPLACE_EXISTING);
    evaluate("demo-drop", METHODS, "--out", at("other"));
    assertRefused("1 of 5 images, or their masks, are not the same files", "demo", "other");
    assertThat(at("demo").resolve("model_agreement.csv")).doesNotExist();
  }

  private void assertRefused(String reason, String first, String second) {
    Cli refused = Cli.run("compare-rankings", at(first), at(second));
    assertThat(refused.code()).as(refused.err()).isEqualTo(Failures.REQUEST);
    assertThat(refused.err()).contains(reason);
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private void evaluate(String model, String methods, Object... more) {
    Stream<Object> fixed =
        Stream.of(
            "evaluate",
            "--model",
            model,
            "--methods",
            methods,
            "--metrics",
            "srg,ap_fg",
            "--fills",
            "drop,black",
            "--profile",
            "smoke",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--quiet");
    Stream<Object> out =
        List.of(more).contains("--out") ? Stream.of() : Stream.of("--out", at(model));
    Cli ran = Cli.run(Stream.of(fixed, out, Stream.of(more)).flatMap(s -> s).toArray());
    assertThat(ran.code()).as(ran.err()).isZero();
  }
}
