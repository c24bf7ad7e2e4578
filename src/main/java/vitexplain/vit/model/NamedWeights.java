package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors of a model by the names that Hugging Face transformers 4 gives them. */
public final class NamedWeights {

  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  private NamedWeights() {}

  /**
   * The weights' own arrays by name, in forward order. The patch projection is still [d, C p p];
   * the file wants [d, C, p, p].
   */
  public static Map<String, NDArray> of(VitWeights weights) {
    NamedWeights named = new NamedWeights();
    named.tensors.put("vit.embeddings.cls_token", weights.prefix().orElseThrow());
    named.tensors.put("vit.embeddings.position_embeddings", weights.position());
    named.put("vit.embeddings.patch_embeddings.projection", weights.patch());
    for (int l = 0; l < weights.blocks().size(); l++) {
      named.put("vit.encoder.layer." + l + ".", weights.blocks().get(l));
    }
    named.put("vit.layernorm", weights.norm());
    named.put("classifier", weights.classifier());
    return named.tensors;
  }

  private void put(String prefix, BlockWeights block) {
    put(prefix + "layernorm_before", block.before());
    put(prefix + "attention.attention.query", block.query());
    put(prefix + "attention.attention.key", block.key());
    put(prefix + "attention.attention.value", block.value());
    put(prefix + "attention.output.dense", block.out());
    put(prefix + "layernorm_after", block.after());
    put(prefix + "intermediate.dense", block.fc1());
    put(prefix + "output.dense", block.fc2());
  }

  private void put(String name, LinearWeights linear) {
    tensors.put(name + ".weight", linear.weight());
    tensors.put(name + ".bias", linear.bias());
  }

  private void put(String name, NormWeights norm) {
    tensors.put(name + ".weight", norm.weight());
    tensors.put(name + ".bias", norm.bias());
  }
}
