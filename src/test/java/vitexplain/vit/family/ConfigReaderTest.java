package vitexplain.vit.family;

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
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;

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
                Readout.CLASS_TOKEN,
                List.of("LABEL_0", "LABEL_1")));
  }

  /** As transformers has it: what stands there counts, and its absent keys are defaults. */
  @Test
  void olderCheckpointsOfClipDescribeTheirTowerASecondTime() throws IOException {
    VitConfig config =
        read(
            "{'model_type': 'clip', 'vision_config': {'hidden_size': 1024, 'patch_size': 14},"
                + " 'vision_config_dict': {'patch_size': 16}}");
    assertThat(config.patchSize()).isEqualTo(16);
    assertThat(config.width()).isEqualTo(768);
  }

  /** SigLIP so400m has images of 384 pixels and patches of 14: a convolution leaves 6 unread. */
  @Test
  void pixelsBeyondTheLastWholePatchAreNotOfTheModel() throws IOException {
    VitConfig config =
        read("{'model_type': 'siglip', 'vision_config': {'image_size': 384, 'patch_size': 14}}");
    assertThat(config.imageWidth()).isEqualTo(378);
    assertThat(config.layout(0).patches()).isEqualTo(27 * 27);
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
                48,
                48,
                12,
                1,
                32,
                2,
                4,
                64,
                Activation.RELU,
                false,
                1e-6,
                Readout.CLASS_TOKEN,
                List.of("cat", "dog")));
  }

  @ParameterizedTest
  @CsvSource({
    "gelu_pytorch_tanh, GELU_NEW",
    "gelu_python, GELU",
    "gelu, GELU",
    "gelu_new, GELU_NEW",
    "relu, RELU"
  })
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
        "{'use_swiglu_ffn': true}|use_swiglu_ffn is true; expected off",
        "{'attention_sink': true}|unknown key(s) [attention_sink] could change what the model",
        "{'model_type': 'swin'}|model_type is 'swin': Swin is not supported. Supported: ViT,",
        "{'model_type': 'siglip2'}|SigLIP 2 of flexible size (NaFlex) is not supported. Supported: ViT,",
        "{'model_type': 'beit', 'unknown_key': 1}|model_type is 'beit': BEiT is not supported. Supported",
        "{'model_type': 'newformer'}|model_type is 'newformer': this kind of model is not supported. Supp",
        "{'model_type': 'timm_wrapper', 'architecture': 'resnet18'}|architecture is 'resnet18': of timm's models only Vision Tr",
        "{'architecture': 'vit_tiny_patch16_223.x', 'num_classes': 3}|are supported, such as vit_tiny_patch16_224",
        "{'architecture': 'vit_tiny_patch16_224', 'model_args': {'qk_norm': true}}|model_args has [qk_norm], which this version",
        "{'num_features': 16, 'pretrained_cfg': {}}|of timm's models only Vision Transformers of its class",
        "{'quantization_config': {'bits': 8}}|quantization_config is {'bits':8}; expected off",
        "{'patch_size': [8, 4]}|patch_size is [8,4]; expected square patches",
        "{'num_hidden_layers': 10000000}|num_hidden_layers is 10000000; expected 1 to 1000",
        "{'num_labels': 2147483647}|num_labels is 2147483647; expected 1 to 1000000",
        "{'num_labels': -1}|num_labels is -1; expected 1 to",
        "{'hidden_size': 2147483647}|hidden_size is 2147483647; expected 1 to",
        "{'image_size': [224, 100000000]}|image_size is 100000000; expected 1 to 10000",
        "{'layer_norm_eps': 1e999}|layer_norm_eps is Infinity; expected 0 to 1",
        "{'hidden_size': 16, 'hidden_size': 32}|is no JSON: Duplicate",
        "{} {}|is no JSON",
        "{'id2label': {'0': {'name': 'a'}}}|expected a name for class 0",
        "{'id2label': ['a']}|id2label is ['a']; expected an object",
        "{'hidden_act': 'mish'}|hidden_act is 'mish'; expected gelu, gelu_new, relu, quick_gelu, silu",
        "{'is_decoder': true}|is_decoder is true; expected off",
        "{'pruned_heads': {'0': [1]}}|pruned_heads is {'0':[1]}; expected off",
        "{'problem_type': 'regression'}|problem_type is 'regression'; expected single_label",
        "{'hidden_size': '768'}|hidden_size is '768'; expected an integer",
        "{'hidden_size': 7.5}|hidden_size is 7.5; expected an integer",
        "{'layer_norm_eps': 'small'}|layer_norm_eps is 'small'; expected a number",
        "{'qkv_bias': 1}|qkv_bias is 1; expected true or false",
        "{'image_size': [1, 2, 3]}|image_size is [1,2,3]; expected one integer, or [height, width]",
        "{'image_size': 8}|image_size 8 x 8 is not a multiple of patch_size 16",
        "{'num_attention_heads': 7}|hidden_size 768 is not a multiple of num_attention_heads 7",
        "{'num_channels': 4}|num_channels is 4; expected 1 or 3",
        "{'num_hidden_layers': 0}|num_hidden_layers is 0; expected 1 to 1000",
        "{'layer_norm_eps': -1}|layer_norm_eps is -1.0; expected 0 to 1",
        "{'id2label': {}}|the model has no classes",
        "{'id2label': {'0': 'a', '2': 'b'}}|expected keys 0 to 1",
        "{'id2label': {'zero': 'a'}}|expected integer keys, not 'zero'",
        "{'id2label': {'0': 'a'}, 'num_labels': 2}|num_labels is 2; expected 1, the number of names",
        "[]|holds no JSON object",
        "{|is no JSON"
      })
  void whatIsNotImplementedIsRefusedByName(String json, String reason) {
    String expected = reason.replace('\'', '"').replace("not \"zero\"", "not 'zero'");
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("'" + folder.resolve("config.json") + "'")
        .hasMessageContaining(expected.replace("timm\"s", "timm's"))
        .hasMessageNotContaining("remove");
  }

  /** Every key that transformers 4 or 5 writes into any config, and what AutoTrain adds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "_num_labels: 5",
        "max_length: 128",
        "padding: 'max_length'",
        "tie_word_embeddings: true",
        "torchscript: false",
        "use_bfloat16: false",
        "tf_legacy_loss: false",
        "top_k: 50",
        "temperature: 1.0",
        "bos_token_id: null",
        "task_specific_params: null",
        "prefix: null",
        "bad_words_ids: null",
        "cross_attention_hidden_size: null",
        "_commit_hash: 'abc'",
        "_name_or_path: 'x'",
        "gradient_checkpointing: false",
        "loss_type: 'ForImage'",
        "experts_implementation: null",
        "output_attentions: false",
        "label2id: {'a': 0}",
        "some_future_feature: null"
      })
  void keysThatTransformersGivesEveryModelAreRead(String entry) throws IOException {
    String json = "{'" + entry.replaceFirst(":", "':") + "}";
    assertThat(read(json)).isEqualTo(read("{}"));
  }

  @Test
  void patchSizeOfTwoEqualEdgesIsOne() throws IOException {
    assertThat(read("{'patch_size': [8, 8]}").patchSize()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'global_pool': 'token'",
        "'fc_norm': false",
        "'fc_norm': null",
        "'pre_norm': false",
        "'act_layer': 'gelu'",
        "'act_layer': null",
        "'pool': 'cls'",
        "'init_values': null",
        "'class_token': true",
        "'architecture': 'vit_base_patch16_224.augreg_in21k'",
        "'model_args': {'img_size': 224, 'patch_size': 16, 'drop_path_rate': 0.1, 'qkv_bias': true}",
        "'model_args': {'global_pool': 'token', 'mlp_ratio': 4, 'depth': 12, 'num_heads': 12}",
        "'num_features': 768"
      })
  void whatTimmSaysOfTheSameModelIsRead(String entry) throws IOException {
    assertThat(read("{'model_type': 'vit', " + entry + "}")).isEqualTo(read("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'global_pool': 'avg'|global_pool is 'avg'; expected token",
        "'pool': 'mean'|pool is 'mean'; expected token",
        "'fc_norm': true|fc_norm is true; expected off",
        "'pre_norm': true|pre_norm is true; expected off",
        "'norm_first': false|norm_first is false; expected true",
        "'post_norm': true|post_norm is true; expected off",
        "'act_layer': 'quick_gelu'|act_layer is 'quick_gelu'; expected the activation",
        "'act_layer': 'relu'|act_layer is 'relu'; expected the activation",
        "'init_values': 1e-5|init_values is 1.0E-5; expected off",
        "'class_token': false|class_token is false; expected true",
        "'architecture': 'vit_base_patch16_siglip_gap_224'|architecture is 'vit_base_patch16_siglip",
        "'architecture': 'vit_base_patch32_clip_quickgelu_224'|expected a plain vit_*",
        "'model_args': {'global_pool': 'map'}|model_args.global_pool is 'map'; expected",
        "'model_args': {'block_fn': 'ResPostBlock'}|model_args.block_fn is 'ResPostBlock'",
        "'model_args': {'depth': 6}|model_args.depth is 6; expected the value of num_hidden",
        "'model_args': {'new_option': 1}|model_args.new_option is 1, which this version does not know",
        "'num_classes': 1000|num_classes is 1000; expected the value of id2label"
      })
  void whatTimmSaysOfAnotherModelIsRefused(String entry, String reason) {
    assertThatThrownBy(() -> read("{'model_type': 'vit', " + entry + "}"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(reason.replace('\'', '"').replace("timm\"s", "timm's"));
  }

  @Test
  void longValuesAreCutInMessages() {
    String long10 = "x".repeat(1_000_000);
    for (String json :
        new String[] {
          "{'hidden_act': '" + long10 + "'}",
          "{'model_type': '" + long10 + "'}",
          "{'" + long10 + "': 1}",
          "{'hidden_size': '" + long10 + "'}",
          "{'id2label': {'0': '" + long10 + "'}}",
          "{'id2label': {'" + long10 + "': 'a'}}",
          "{'global_pool': '" + long10 + "', 'model_type': 'vit'}",
          "{'a': " + "[".repeat(100_000) + "}",
          "{'hidden_size': " + "9".repeat(100_000) + "}",
          "{" + long10
        }) {
      assertThatThrownBy(() -> read(json))
          .isInstanceOf(Refusal.class)
          .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(700));
    }
  }

  @Test
  void fileThatIsTooLongIsNotParsed() throws IOException {
    String json = "{'id2label': {'0': '" + "x".repeat(20 << 20) + "'}}";
    assertThatThrownBy(() -> read(json)).hasMessageContaining("bytes; expected at most");
  }

  @Test
  void gitLfsPointerInPlaceOfTheConfigIsToldAsSuch() {
    assertThatThrownBy(
            () -> read("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n"))
        .hasMessageContaining("is a git-lfs pointer");
  }

  @Test
  void missingFileSaysWhatADirectoryNeeds() {
    assertThatThrownBy(() -> ConfigReader.read(folder.resolve("config.json")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is missing; a model directory needs config.json and");
  }

  private VitConfig read(String json) throws IOException {
    Path file = folder.resolve("config.json");
    return ConfigReader.read(Files.writeString(file, json.replace('\'', '"'))).config();
  }
}
