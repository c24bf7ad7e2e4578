package vitexplain.vit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;

/** The same weights under every known set of names are the same model, to the last bit. */
class CheckpointNamesTest {

  @TempDir Path folder;

  @Test
  void prefixesOfWrappersDoNotMatter() throws IOException {
    float[] reference = logits(UnaryOperator.identity());
    for (String prefix :
        new String[] {
          "",
          "deit.",
          "model.",
          "module.",
          "base_model.",
          "module.vit.",
          "_orig_mod.vit.",
          "_orig_mod.module.vit.",
          "base_model.model.vit.",
          "model.vit.",
          "module._orig_mod.deit."
        }) {
      assertThat(logits(tensors -> renamed(tensors, name -> name.replaceFirst("^vit\\.", prefix))))
          .as("prefix '%s'", prefix)
          .containsExactly(reference);
    }
  }

  @Test
  void wrappersAroundEveryNameDoNotMatter() throws IOException {
    float[] reference = logits(UnaryOperator.identity());
    for (String prefix : new String[] {"module.", "_orig_mod.", "model.", "base_model.model."}) {
      assertThat(logits(tensors -> renamed(tensors, name -> prefix + name)))
          .as("prefix '%s'", prefix)
          .containsExactly(reference);
      assertThat(
              logits(
                  tensors ->
                      renamed(fused(tensors), name -> prefix + CheckpointNamesTest.timm(name))))
          .as("prefix '%s' before timm's names", prefix)
          .containsExactly(reference);
    }
  }

  @Test
  void namesOfTransformersFiveAreTheSameModel() throws IOException {
    assertThat(logits(tensors -> renamed(tensors, CheckpointNamesTest::transformersFive)))
        .containsExactly(logits(UnaryOperator.identity()));
  }

  @Test
  void namesOfTimmWithFusedQueryKeyAndValueAreTheSameModel() throws IOException {
    assertThat(logits(tensors -> renamed(fused(tensors), CheckpointNamesTest::timm)))
        .containsExactly(logits(UnaryOperator.identity()));
  }

  @Test
  void whatTimmsNamesDoNotTellIsRemarked() throws IOException {
    logits(tensors -> renamed(fused(tensors), CheckpointNamesTest::timm));
    assertThat(new ModelDirectory("my-vit", folder).remarks())
        .singleElement()
        .asString()
        .contains("timm's tensor names, which do not tell its pooling", "global_pool=token");
    logits(UnaryOperator.identity());
    assertThat(new ModelDirectory("my-vit", folder).remarks()).isEmpty();
  }

  private static String transformersFive(String name) {
    return name.replaceFirst("encoder\\.layer\\.(\\d+)", "layers.$1")
        .replaceFirst("attention\\.attention\\.(q|k|v)(uery|ey|alue)", "attention.$1_proj")
        .replace("attention.output.dense", "attention.o_proj")
        .replace("intermediate.dense", "mlp.fc1")
        .replaceFirst("(layers\\.\\d+)\\.output\\.dense", "$1.mlp.fc2");
  }

  private static String timm(String name) {
    return name.replaceFirst("^vit\\.", "")
        .replaceFirst("encoder\\.layer\\.(\\d+)", "blocks.$1")
        .replace("attention.attention.qkv", "attn.qkv")
        .replace("attention.output.dense", "attn.proj")
        .replace("intermediate.dense", "mlp.fc1")
        .replaceFirst("(blocks\\.\\d+)\\.output\\.dense", "$1.mlp.fc2")
        .replace("layernorm_before", "norm1")
        .replace("layernorm_after", "norm2")
        .replace("layernorm", "norm")
        .replace("classifier", "head")
        .replace("embeddings.cls_token", "cls_token")
        .replace("embeddings.position_embeddings", "pos_embed")
        .replace("embeddings.patch_embeddings.projection", "patch_embed.proj");
  }

  private static Map<String, NDArray> fused(Map<String, NDArray> tensors) {
    Map<String, NDArray> fused = new LinkedHashMap<>(tensors);
    for (String query : tensors.keySet()) {
      if (query.contains(".query.")) {
        NDList rows =
            new NDList(
                fused.remove(query),
                fused.remove(query.replace("query", "key")),
                fused.remove(query.replace("query", "value")));
        fused.put(query.replace("query", "qkv"), NDArrays.concat(rows, 0));
      }
    }
    return fused;
  }

  private static Map<String, NDArray> renamed(
      Map<String, NDArray> tensors, UnaryOperator<String> name) {
    Map<String, NDArray> renamed = new LinkedHashMap<>();
    tensors.forEach((old, tensor) -> renamed.put(name.apply(old), tensor));
    assertThat(renamed).hasSameSizeAs(tensors);
    return renamed;
  }

  private float[] logits(UnaryOperator<Map<String, NDArray>> change) throws IOException {
    TemporaryModel.write(folder, TestModels.TINY, 1, change);
    ModelDirectory directory = new ModelDirectory("my-vit", folder);
    try (Vit model = directory.open(Device.cpu(), DataType.FLOAT32, 0);
        NDManager scope = model.newScope()) {
      return model.logits(TestModels.pixels(model, scope, 2, 3)).toFloatArray();
    }
  }
}
