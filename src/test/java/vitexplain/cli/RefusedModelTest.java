package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.study.Scenes;
import vitexplain.vit.TestModels;
import vitexplain.vit.checkpoint.TemporaryModel;

/** Models that cannot be used as given: exit code 2 and a message that names the file. */
class RefusedModelTest {

  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void writeModelAndImage() throws IOException {
    model = TemporaryModel.write(folder.resolve("my-vit"), TestModels.TINY, 1);
    Scenes.copy(folder, 1);
  }

  @Test
  void nameThatIsNoModelIsAnsweredWithWhatIsExpected() {
    refused("no such model")
        .contains(
            "model 'no such model' is no directory; expected demo, demo-drop, a directory with");
    refused("shape:vit-huge").contains("model 'shape:vit-huge' is unknown; the shapes are shape:");
  }

  @Test
  void directoryWithoutConfigIsNamed() throws IOException {
    Files.delete(model.resolve("config.json"));
    refused(model).contains(model.resolve("config.json") + "' is missing");
  }

  @Test
  void directoryWithoutSafetensorsIsNamedWithTheMend() throws IOException {
    Files.move(model.resolve("model.safetensors"), model.resolve("pytorch_model.bin"));
    refused(model).contains("model.safetensors' is missing", "save_pretrained");
  }

  @Test
  void headerLengthPastTheEndOfTheFileIsNamed() throws IOException {
    Path file = model.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).put(4, (byte) 1); // 4 GiB more
    Files.write(file, bytes);
    refused(model).contains("header length", "but the file has " + bytes.length + " bytes");
  }

  @Test
  void weightsCutShortAreNamed() throws IOException {
    Scenes.truncate(model.resolve("model.safetensors"));
    refused(model).contains("model.safetensors'", "The file is cut short.");
  }

  @Test
  void configThatContradictsTheWeightsIsNamed() throws IOException {
    edit("config.json", "\"intermediate_size\" : 40", "\"intermediate_size\" : 80");
    refused(model)
        .contains("tensor 'vit.encoder.layer.0.intermediate.dense.weight' has shape [40, 16]")
        .contains("config.json makes it [80, 16]");
  }

  @Test
  void featureThatIsNotImplementedIsNamed() throws IOException {
    edit("config.json", "\"hidden_act\" : \"gelu\"", "\"hidden_act\" : \"mish\"");
    refused(model).contains("hidden_act is \"mish\"; expected gelu");
  }

  @Test
  void preprocessorThatContradictsTheConfigIsNamedWithBothSizes() throws IOException {
    edit("preprocessor_config.json", "\"height\" : 24", "\"height\" : 32");
    refused(model)
        .contains("preprocessor_config.json makes images of 32 x 32")
        .contains("config.json's image_size is 32 x 24");
  }

  @Test
  void threeMeansForAGreyModelAreRefused() throws IOException {
    TemporaryModel.write(model, TemporaryModel.tinyGrey(), 1);
    edit("preprocessor_config.json", "\"image_mean\" : [ 0.5 ]", "\"image_mean\" : [ 0, 0, 0 ]");
    refused(model)
        .contains("preprocessor 'preprocessor_config.json': 'image_mean': [0,0,0]")
        .contains("expected one number or a list of one (the model reads grey)");
  }

  @Test
  void missingPreprocessorIsRefusedWithWhatIsUsual() throws IOException {
    Files.delete(model.resolve("preprocessor_config.json"));
    refused(model)
        .contains("model '" + model + "' has no preprocessor_config.json. ViT models usually have")
        .contains(
            "resize to 32 x 24 (bilinear), mean 0.5, std 0.5. Give --preprocessor vit, or put");
  }

  @Test
  void chosenPreprocessorIsSaidEvenWhenQuiet() throws IOException {
    Files.delete(model.resolve("preprocessor_config.json"));
    Cli run = predict("--quiet", "--preprocessor", "vit");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .containsOnlyOnce(
            "note: model '" + model + "': pixels are made as --preprocessor vit says.");
  }

  @Test
  void preprocessorThatIsNoNameAndNoFileIsRefusedWithTheNearest() {
    Cli run = predict("--quiet", "--preprocessor", "siglp");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--preprocessor 'siglp' is no file and no family's name. Did you mean 'siglip'");
  }

  @Test
  void preprocessorOfAnotherSizeThanTheModelsIsRefusedByItsName() {
    Cli run = predict("--quiet", "--preprocessor", "dinov2");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--preprocessor dinov2 makes images of 224 x 224");
  }

  @Test
  void whollyDescribedModelIsOpenedWithoutANote() {
    assertThat(predict("--quiet").err()).isEmpty();
  }

  @Test
  void modelOfOneClassIsPredictedWithANoteAndNotEvaluated() throws IOException {
    TemporaryModel.write(model, TestModels.oneClass(), 1);
    Cli run = predict("--quiet");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("has one class, whose probability is 1 by construction");
    Path out = folder.resolve("run");
    Cli evaluate =
        Cli.run("evaluate", "--images", folder.resolve("images"), "--model", model, "--out", out);
    assertThat(evaluate.code()).as(evaluate.err()).isEqualTo(2);
    assertThat(evaluate.err()).contains("the model has 1 class; expected at least 2");
  }

  private Cli predict(Object... more) {
    Object[] first = {
      "predict",
      "--images",
      folder.resolve("images"),
      "--model",
      model,
      "--out",
      folder.resolve("p.csv")
    };
    return Cli.run(Stream.concat(Stream.of(first), Stream.of(more)).toArray());
  }

  private void edit(String file, String before, String after) throws IOException {
    String json = Files.readString(model.resolve(file));
    assertThat(json).contains(before);
    Files.writeString(model.resolve(file), json.replace(before, after));
  }

  private AbstractStringAssert<?> refused(Object name) {
    Path images = folder.resolve("images");
    Cli predict =
        Cli.run("predict", "--images", images, "--model", name, "--out", folder.resolve("p.csv"));
    Cli evaluate =
        Cli.run("evaluate", "--images", images, "--model", name, "--out", folder.resolve("run"));
    for (Cli run : new Cli[] {evaluate, predict}) {
      assertThat(run.code()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
    }
    return assertThat(predict.err());
  }
}
