package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.explain.Methods;
import vitexplain.study.Scenes;

/** What the commands say and do with models of other kinds than a plain classifier. */
class FamilyCommandTest {
  private static final Path FAMILIES = Path.of("src/test/resources/vitexplain/families");

  @TempDir Path folder;

  private Path images;

  @BeforeEach
  void copyScene() throws IOException {
    Scenes.copy(folder, 1);
    images = folder.resolve("images");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vit-hf-bare | a ViT model without classes; predict needs class scores. Take a checkpoint",
        "dinov2-bare | a DINOv2 model without classes; predict needs class scores. Take a checkpoint",
        "clip | a CLIP model without classes; predict needs class scores. It compares images with",
        "siglip-vision | give their embeddings with --classes FILE",
        "openclip | give their embeddings with --classes FILE"
      })
  void predictSaysWhatAModelWithoutClassesNeeds(String family, String reason) {
    Cli run =
        Cli.run(
            "predict",
            "--model",
            FAMILIES.resolve(family),
            "--images",
            images,
            "--out",
            folder.resolve("logits.csv"));
    assertThat(run.err()).contains(reason).hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
    assertThat(folder.resolve("logits.csv")).doesNotExist();
  }

  @Test
  void evaluateSaysTheSame() {
    Cli run =
        Cli.run(
            "evaluate",
            "--model",
            FAMILIES.resolve("dinov3"),
            "--images",
            images,
            "--out",
            folder.resolve("run"));
    assertThat(run.err()).contains("a DINOv3 model without classes; evaluate needs class scores");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vit-hf-bare", "clip", "dinov3"})
  void classAgnosticMethodsExplainWithoutClassesAndOthersSayWhyNot(String family) {
    for (Methods.Entry entry : Methods.all()) {
      Cli run = explain(FAMILIES.resolve(family), entry.name());
      if (entry.classAgnostic()) {
        assertThat(run.err()).as(entry.name()).doesNotContain("error");
        assertThat(run.code()).as(entry.name()).isZero();
      } else {
        assertThat(run.err())
            .contains("explains a class score, and the model has no classes")
            .contains("method '" + entry.name());
        assertThat(run.code()).as(entry.name()).isEqualTo(2);
      }
    }
  }

  /** Scores read from patches, by attention pooling, from two tokens, and a gated MLP. */
  @ParameterizedTest
  @ValueSource(strings = {"dinov2-registers", "dinov2-swiglu", "timm-gap", "timm-map"})
  void everyMethodExplainsEveryReadout(String family) {
    for (Methods.Entry entry : Methods.all()) {
      Cli run = explain(FAMILIES.resolve(family), entry.name());
      if (entry.kind() == Methods.Kind.VARIANT && family.startsWith("timm")) {
        assertThat(run.err()).contains("the model's class scores are not read from one");
        assertThat(run.code()).isEqualTo(2);
      } else {
        assertThat(run.err()).as(entry.name()).doesNotContain("error");
        assertThat(run.code()).as(entry.name()).isZero();
      }
    }
  }

  /** Without patches there is no mean of them, and no row of a class token without one. */
  @ParameterizedTest
  @CsvSource({"timm-gap, true", "timm-map, true", "dinov2, false"})
  void evaluateLeavesOutWhatHasNoMeaningAndSaysWhy(String family, boolean withoutClassToken)
      throws IOException {
    Path out = folder.resolve("run");
    Cli run =
        Cli.run(
            "evaluate",
            "--profile",
            "smoke",
            "--model",
            FAMILIES.resolve(family),
            "--images",
            images,
            "--out",
            out);
    assertThat(run.err()).contains("left out: 'drop' takes patches out");
    assertThat(run.code()).isZero();
    String failures = Files.readString(out.resolve("failures.csv"));
    assertThat(failures).contains("\"\",drop,");
    assertThat(failures.contains(",rollout-student,")).isEqualTo(withoutClassToken);
    assertThat(Files.readString(out.resolve("methods.csv")).contains("rollout-student"))
        .isEqualTo(!withoutClassToken);
    assertThat(Files.readString(out.resolve("summary.csv"))).doesNotContain("NaN", ",drop,");
  }

  @Test
  void evaluateRefusesByNameWhatHasNoMeaning() {
    for (String[] asked : new String[][] {{"--fills", "drop"}, {"--methods", "legrad-student"}}) {
      Cli run =
          Cli.run(
              "evaluate",
              asked[0],
              asked[1],
              "--model",
              FAMILIES.resolve("timm-gap"),
              "--images",
              images,
              "--out",
              folder.resolve("run"));
      assertThat(run.err()).contains("'" + asked[1] + "' ");
      assertThat(run.code()).isEqualTo(2);
    }
  }

  @Test
  void imagesOfAnotherSizeAreMadeByTheSameSteps() throws IOException {
    Path csv = folder.resolve("logits.csv");
    for (String size : new String[] {"48", "40x56", "45"}) {
      Cli run =
          Cli.run(
              "predict",
              "--model",
              FAMILIES.resolve("deit"),
              "--images",
              images,
              "--image-size",
              size,
              "--out",
              csv);
      assertThat(run.err()).doesNotContain("error");
      assertThat(run.code()).as(size).isZero();
      Files.delete(csv);
    }
  }

  private Cli explain(Path model, String method) {
    return Cli.run(
        "explain",
        "--quiet",
        "--model",
        model,
        "--images",
        images,
        "--method",
        method,
        "--out",
        folder.resolve("maps"));
  }
}
