package vitexplain.vit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;

/** A tensor that does not fit is refused by its name in the file. */
class CheckpointTest {
  private static final String FC2_BIAS = "vit.encoder.layer.1.output.dense.bias";

  @TempDir Path folder;

  @Test
  void missingTensorIsNamedWithTheNearestThatIsThere() throws IOException {
    change(
        tensors -> {
          tensors.put(FC2_BIAS.replace("bias", "beta"), tensors.remove(FC2_BIAS));
          return tensors;
        });
    assertThatThrownBy(this::open)
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "model 'my-vit': tensor 'encoder.layer.1.output.dense.bias' is missing; found"
                + " 'vit.encoder.layer.1.output.dense.beta'. Is this another kind of checkpoint?");
  }

  @Test
  void prefixOfAWrapperThatIsNotKnownIsNamed() throws IOException {
    change(
        tensors -> {
          Map<String, NDArray> wrapped = new LinkedHashMap<>();
          tensors.forEach((name, tensor) -> wrapped.put("student.net." + name, tensor));
          return wrapped;
        });
    assertThatThrownBy(this::open)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("its names begin with 'student.net.', which this version does not");
  }

  @Test
  void missingTensorWithNothingLikeItIsNamedAlone() throws IOException {
    change(
        tensors -> {
          tensors.remove("vit.embeddings.cls_token");
          return tensors;
        });
    assertThatThrownBy(this::open)
        .isInstanceOf(Refusal.class)
        .hasMessage("model 'my-vit': tensor 'embeddings.cls_token' is missing");
  }

  @Test
  void extraTensorIsNamed() throws IOException {
    change(
        tensors -> {
          tensors.put("vit.encoder.layer.0.beta", tensors.get(FC2_BIAS));
          return tensors;
        });
    assertThatThrownBy(this::open)
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "model 'my-vit': unexpected tensor(s) [vit.encoder.layer.0.beta]; config.json"
                + " describes a model without them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blocks.0.ls1.gamma | a model with LayerScale",
        "vit.encoder.layer.0.lambda_1 | a model with LayerScale",
        "fc_norm.weight | head reads the mean of the patches",
        "norm_pre.weight | a LayerNorm before its blocks (CLIP)",
        "reg_token | register tokens (DINOv2)",
        "deit.embeddings.distillation_token | a distilled DeiT",
        "head_dist.weight | a distilled DeiT",
        "blocks.0.attn.q_norm.weight | normalises queries and keys",
        "vit.encoder.layer.0.attention.attention.relative_position_bias | relative positions",
        "decoder.0.weight | an autoencoder (MAE, SimMIM)",
        "base_model.model.vit.layers.0.mlp.fc1.lora_A.weight | a PEFT adapter that is not merged"
      })
  void tensorsOfAnotherKindOfModelSayWhichKind(String name, String kind) throws IOException {
    change(
        tensors -> {
          tensors.remove("vit.embeddings.cls_token"); // would be missed first
          tensors.put(name, tensors.get(FC2_BIAS));
          return tensors;
        });
    assertThatThrownBy(this::open)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("tensor(s) [" + name + "]: this is ")
        .hasMessageContaining(kind)
        .hasMessageContaining("config.json describes a ViT model without that");
  }

  @Test
  void encoderWithoutAHeadIsToldAsABackbone() throws IOException {
    change(
        tensors -> {
          tensors.keySet().removeIf(name -> name.startsWith("classifier."));
          tensors.put("vit.pooler.dense.bias", tensors.get(FC2_BIAS));
          return tensors;
        });
    assertThatThrownBy(this::open)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("model 'my-vit' is a backbone without a classifier");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsThatAreNotFiniteAreRefusedByName(float value) throws IOException {
    change(
        tensors -> {
          NDArray bias = tensors.get(FC2_BIAS).duplicate();
          bias.set(new NDIndex(3), value);
          tensors.put(FC2_BIAS, bias);
          return tensors;
        });
    for (DataType dtype : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
      assertThatThrownBy(() -> new ModelDirectory("my-vit", folder).open(Device.cpu(), dtype, 0))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining(
              "tensor '" + FC2_BIAS + "' holds 1 value(s) that are NaN or infinite")
          .hasMessageContaining("the first at index 3 of 16");
    }
  }

  @Test
  void misShapedTensorIsNamedWithBothShapes() throws IOException {
    change(
        tensors -> {
          tensors.computeIfPresent(
              "classifier.weight", (name, head) -> head.reshape(new Shape(16, 5)));
          return tensors;
        });
    assertThatThrownBy(this::open)
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "model 'my-vit': tensor 'classifier.weight' has shape [16, 5]; config.json makes it"
                + " [5, 16]");
  }

  @Test
  void twoNamesOfOneTensorAreRefused() throws IOException {
    change(
        tensors -> {
          tensors.put("norm.weight", tensors.get("vit.layernorm.weight"));
          return tensors;
        });
    assertThatThrownBy(this::open)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'vit.layernorm.weight' and 'norm.weight' mean the same");
  }

  @Test
  void configOfADeeperModelMissesItsBlocks() throws IOException {
    change(UnaryOperator.identity());
    editConfig("\"num_hidden_layers\" : 3", "\"num_hidden_layers\" : 4");
    assertThatThrownBy(this::open)
        .hasMessageContaining(
            "tensor 'encoder.layer.3.attention.attention.query.weight' is missing");
  }

  @Test
  void configOfAShallowerModelFindsTooManyTensors() throws IOException {
    change(UnaryOperator.identity());
    editConfig("\"num_hidden_layers\" : 3", "\"num_hidden_layers\" : 2");
    assertThatThrownBy(this::open)
        .hasMessageContaining("unexpected tensor(s)")
        .hasMessageContaining("vit.encoder.layer.2.attention.attention.key.weight")
        .hasMessageContaining("and 11 more");
  }

  @Test
  void configOfAnotherImageSizeContradictsThePositions() throws IOException {
    change(UnaryOperator.identity());
    editConfig("[ 24, 32 ]", "[ 32, 32 ]");
    assertThatThrownBy(this::open)
        .hasMessageContaining("position_embeddings' has shape [1, 13, 16]; config.json makes it")
        .hasMessageContaining("[1, 17, 16]");
  }

  @Test
  void poolerAndMaskTokenAreNotNeededForLogits() throws IOException {
    change(
        tensors -> {
          tensors.put("vit.pooler.dense.bias", tensors.get(FC2_BIAS));
          tensors.put("vit.embeddings.mask_token", tensors.get(FC2_BIAS));
          return tensors;
        });
    try (Vit model = open()) {
      assertThat(model.config()).isEqualTo(TestModels.TINY);
    }
  }

  @Test
  void biasesOfQueryKeyAndValueMayBeAbsentIfTheConfigSaysSo() throws IOException {
    change(
        tensors -> {
          tensors.keySet().removeIf(name -> name.matches(".*(query|key|value)\\.bias"));
          return tensors;
        });
    assertThatThrownBy(this::open).hasMessageContaining("attention.query.bias' is missing");
    editConfig("\"qkv_bias\" : true", "\"qkv_bias\" : false");
    try (Vit model = open();
        NDManager scope = model.newScope()) {
      NDArray bias = model.weights().blocks().get(0).query().bias();
      assertThat(bias.toFloatArray()).hasSize(16).containsOnly(0);
      NDArray logits = model.logits(TestModels.pixels(model, scope, 1, 3));
      assertThat(logits.toFloatArray()).doesNotContain(Float.NaN);
    }
  }

  private void change(UnaryOperator<Map<String, NDArray>> change) throws IOException {
    TemporaryModel.write(folder, TestModels.TINY, 1, change);
  }

  private void editConfig(String before, String after) throws IOException {
    Path file = folder.resolve("config.json");
    String json = Files.readString(file);
    assertThat(json).contains(before);
    Files.writeString(file, json.replace(before, after));
  }

  private Vit open() {
    return new ModelDirectory("my-vit", folder).open(Device.cpu(), DataType.FLOAT32, 0);
  }
}
