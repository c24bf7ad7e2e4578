package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.image.preprocess.PreprocessorChoice;

class PreprocessorSourceTest {
  private static final String SIZE = "{\"size\": %d}";

  @TempDir Path folder;

  private PreprocessorSource source(String... chosen) {
    return new PreprocessorSource(
        "my-vit", folder, Optional.of(chosen).filter(c -> c.length == 1).map(c -> named(c[0])));
  }

  private static PreprocessorChoice named(String text) {
    return PreprocessorChoice.named(text);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static ModelSize size(PreprocessorSource source) {
    return source.read("vit", 3, 8, 8).size();
  }

  @Test
  void nestedProcessorComesFirstAsInTransformers() throws IOException {
    Path own = write("preprocessor_config.json", SIZE.formatted(8));
    assertThat(size(source())).isEqualTo(new ModelSize.Exact(8, 8));
    assertThat(source().sha256()).isEqualTo(Sha256.of(own));
    write("processor_config.json", "{\"processor_class\": \"CLIPProcessor\"}");
    assertThat(size(source())).isEqualTo(new ModelSize.Exact(8, 8));
    write("processor_config.json", "{\"image_processor\": " + SIZE.formatted(9) + "}");
    assertThat(size(source())).isEqualTo(new ModelSize.Exact(9, 9));
    assertThat(source().origin()).isEqualTo("processor_config.json");
  }

  @Test
  void timmsOwnConfigSaysIt() throws IOException {
    write("config.json", "{\"architecture\": \"x\", \"pretrained_cfg\": {\"crop_pct\": 1}}");
    assertThat(size(source())).isEqualTo(new ModelSize.ShortestEdge(224));
    assertThat(source().outputSize("timm", 3, 8, 8)).contains(new ModelSize.Exact(224, 224));
  }

  @Test
  void openClipsOwnConfigSaysIt() throws IOException {
    write(
        "open_clip_config.json",
        "{\"model_cfg\": {\"vision_cfg\": {\"image_size\": 32}}, \"preprocess_cfg\": {}}");
    assertThat(size(source())).isEqualTo(new ModelSize.ShortestEdge(32));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vit | has no preprocessor_config.json. ViT models usually have: resize to 8 x 8 (bilinear),",
        "deit | DeiT models usually have: resize to 9 x 9 (bicubic), centre crop of 8 x 8, mean [",
        "dinov2_with_registers | Give --preprocessor dinov2, or put the model's own file beside",
        "dinov3_vit | Give --preprocessor dinov3, or put",
        "clip_vision_model | Give --preprocessor clip, or put",
        "siglip | Give --preprocessor siglip, or put",
        "vit_mae | preprocessor_config.json. Give --preprocessor with one of vit, deit, dinov2, dino"
      })
  void missingFileIsRefusedWithTheFamilysUsualValues(String modelType, String said)
      throws IOException {
    write("config.json", "{\"model_type\": \"" + modelType + "\"}");
    assertThatThrownBy(() -> source().read(modelType, 3, 8, 8))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("model 'my-vit' has no preprocessor_config.json.")
        .hasMessageContaining(said);
    assertThat(source().outputSize(modelType, 3, 8, 8)).isEmpty();
    assertThat(source().sha256()).isEqualTo("none");
  }

  @Test
  void userComesBeforeTheFileAndIsRecorded() throws IOException {
    write("preprocessor_config.json", SIZE.formatted(9));
    assertThat(source().remark()).isEmpty();
    assertThat(size(source("vit"))).isEqualTo(new ModelSize.Exact(8, 8));
    assertThat(source("vit").sha256()).isEqualTo("usual values of vit");
    assertThat(source("vit").remark().orElseThrow())
        .isEqualTo(
            "model 'my-vit': pixels are made as --preprocessor vit says, and not as its"
                + " preprocessor_config.json.");
    Path other = write("other.json", SIZE.formatted(7));
    PreprocessorSource chosen = source(other.toString());
    assertThat(size(chosen)).isEqualTo(new ModelSize.Exact(7, 7));
    assertThat(chosen.sha256()).isEqualTo(Sha256.of(other));
    assertThat(chosen.origin()).isEqualTo("--preprocessor " + other);
  }

  @Test
  void shapesHaveNoPreprocessorToChoose() {
    ModelSource shape = ModelSource.named("shape:vit-tiny-16-224", folder);
    assertThat(shape.with(ModelSettings.NONE)).isEqualTo(shape);
    ModelSettings settings =
        new ModelSettings(Optional.empty(), Optional.empty(), Optional.of(named("vit")));
    assertThatThrownBy(() -> shape.with(settings))
        .hasMessageContaining("--preprocessor are for models that are read from files");
    Preprocessor own = shape.preprocessor();
    assertThat(own.outputSize()).contains(new ModelSize.Exact(224, 224));
  }
}
