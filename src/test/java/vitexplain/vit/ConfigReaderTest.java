package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

class ConfigReaderTest {

  @TempDir Path folder;

  @Test
  void absentKeysTakeTheDefaultsOfHuggingFacesViTConfig() throws IOException {
    VitConfig config = read("{}");
    assertThat(config)
        .isEqualTo(
            new VitConfig(
                224,
                224,
                16,
                3,
                768,
                12,
                12,
                3072,
                Activation.GELU,
                true,
                1e-12,
                List.of("LABEL_0", "LABEL_1")));
  }

  @Test
  void everyHonouredKeyArrives() throws IOException {
    VitConfig config =
        read(
            "{'model_type': 'deit', 'image_size': 48, 'patch_size': 12, 'num_channels': 1,"
                + " 'hidden_size': 32, 'num_hidden_layers': 2, 'num_attention_heads': 4,"
                + " 'intermediate_size': 64, 'hidden_act': 'relu', 'qkv_bias': false,"
                + " 'layer_norm_eps': 1e-6, 'id2label': {'1': 'dog', '0': 'cat'}}");
    assertThat(config)
        .isEqualTo(
            new VitConfig(
                48, 48, 12, 1, 32, 2, 4, 64, Activation.RELU, false, 1e-6, List.of("cat", "dog")));
  }

  @ParameterizedTest
  @CsvSource({"gelu, GELU", "gelu_new, GELU_NEW", "relu, RELU"})
  void activationsAreKnownByTheirNames(String name, Activation expected) throws IOException {
    assertThat(read("{'hidden_act': '" + name + "'}").activation()).isEqualTo(expected);
  }

  @Test
  void imageSizeOfTwoIsHeightThenWidth() throws IOException {
    VitConfig config = read("{'image_size': [32, 64]}");
    assertThat(config.imageHeight()).isEqualTo(32);
    assertThat(config.imageWidth()).isEqualTo(64);
  }

  @Test
  void labelsAreOrderedByNumberNotByText() throws IOException {
    StringBuilder names = new StringBuilder();
    for (int k = 11; k >= 0; k--) {
      names.append(names.isEmpty() ? "" : ", ").append("'").append(k).append("': 'c").append(k);
      names.append("'");
    }
    assertThat(read("{'id2label': {" + names + "}}").labels())
        .startsWith("c0", "c1", "c2")
        .endsWith("c10", "c11");
  }

  @Test
  void countOfLabelsIsEnough() throws IOException {
    assertThat(read("{'num_labels': 3}").labels()).containsExactly("LABEL_0", "LABEL_1", "LABEL_2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'architectures': ['ViTForImageClassification'], 'hidden_dropout_prob': 0.1}",
        "{'transformers_version': '4.44.0', 'torch_dtype': 'float32', 'encoder_stride': 16}",
        "{'is_decoder': false, 'pruned_heads': {}, 'chunk_size_feed_forward': 0}",
        "{'output_attentions': true, 'problem_type': 'single_label_classification'}"
      })
  void keysThatChangeNoLogitAreNoReasonToRefuse(String json) throws IOException {
    assertThat(read(json)).isEqualTo(read("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'use_swiglu_ffn': true}|unknown key(s) [use_swiglu_ffn] could change what the model",
        "{'model_type': 'swin'}|model_type is 'swin'; expected deit or vit",
        "{'hidden_act': 'silu'}|hidden_act is 'silu'; expected gelu, gelu_new, relu",
        "{'is_decoder': true}|is_decoder is true; expected off",
        "{'pruned_heads': {'0': [1]}}|pruned_heads is {'0':[1]}; expected off",
        "{'problem_type': 'regression'}|problem_type is 'regression'; expected single_label",
        "{'hidden_size': '768'}|hidden_size is '768'; expected an integer",
        "{'hidden_size': 7.5}|hidden_size is 7.5; expected an integer",
        "{'layer_norm_eps': 'small'}|layer_norm_eps is 'small'; expected a number",
        "{'qkv_bias': 1}|qkv_bias is 1; expected true or false",
        "{'image_size': [1, 2, 3]}|image_size is [1,2,3]; expected one integer, or [height, width]",
        "{'image_size': 225}|image_size 225 x 225 is not a multiple of patch_size 16",
        "{'num_attention_heads': 7}|hidden_size 768 is not a multiple of num_attention_heads 7",
        "{'num_channels': 4}|num_channels is 4; expected 1 or 3",
        "{'num_hidden_layers': 0}|num_hidden_layers is 0; expected 1 or more",
        "{'layer_norm_eps': -1}|layer_norm_eps is -1.0; expected 0 or more",
        "{'id2label': {}}|the model has no classes",
        "{'id2label': {'0': 'a', '2': 'b'}}|expected keys 0 to 1",
        "{'id2label': {'zero': 'a'}}|expected integer keys, not 'zero'",
        "{'id2label': {'0': 'a'}, 'num_labels': 2}|num_labels is 2; expected 1, the number of names",
        "[]|it holds no JSON object",
        "{|is no JSON"
      })
  void whatIsNotImplementedIsRefusedByName(String json, String reason) {
    String expected = reason.replace('\'', '"').replace("not \"zero\"", "not 'zero'");
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("'" + folder.resolve("config.json") + "'")
        .hasMessageContaining(expected);
  }

  @Test
  void missingFileSaysWhatADirectoryNeeds() {
    assertThatThrownBy(() -> ConfigReader.read(folder.resolve("config.json")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is missing; a model directory needs config.json and");
  }

  private VitConfig read(String json) throws IOException {
    Path file = folder.resolve("config.json");
    return ConfigReader.read(Files.writeString(file, json.replace('\'', '"')));
  }
}
