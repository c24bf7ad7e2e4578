package vitexplain.vit.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Translates the tensor names of published checkpoints into one set, that of Hugging Face
 * transformers 4 without its {@code vit.} prefix. Known: transformers 4 and 5, timm (also DINO and
 * the original DeiT, which are named like it).
 */
public final class TensorNames {
  /** Put before every name by what a classifier was wrapped in, one around the other. */
  private static final List<String> WRAPPERS =
      List.of("module.", "_orig_mod.", "model.", "base_model.");

  /** The name of the encoder in transformers' classifiers. */
  private static final List<String> ENCODERS = List.of("vit.", "deit.");

  /** Tensors that a forward pass for logits does not read. */
  private static final Set<String> UNUSED =
      Set.of("pooler.dense.weight", "pooler.dense.bias", "embeddings.mask_token", "mask_token");

  private record Rename(Pattern from, String to) {
    Rename(String from, String to) {
      this(Pattern.compile(from), to);
    }
  }

  private static final List<Rename> RENAMES =
      List.of(
          // transformers 5
          new Rename("layers\\.(\\d+)\\.attention\\.q_proj\\.", "$B.attention.attention.query."),
          new Rename("layers\\.(\\d+)\\.attention\\.k_proj\\.", "$B.attention.attention.key."),
          new Rename("layers\\.(\\d+)\\.attention\\.v_proj\\.", "$B.attention.attention.value."),
          new Rename("layers\\.(\\d+)\\.attention\\.o_proj\\.", "$B.attention.output.dense."),
          new Rename("layers\\.(\\d+)\\.mlp\\.fc1\\.", "$B.intermediate.dense."),
          new Rename("layers\\.(\\d+)\\.mlp\\.fc2\\.", "$B.output.dense."),
          new Rename("layers\\.(\\d+)\\.(layernorm_(?:before|after))\\.", "$B.$2."),
          // timm
          new Rename("blocks\\.(\\d+)\\.norm1\\.", "$B.layernorm_before."),
          new Rename("blocks\\.(\\d+)\\.norm2\\.", "$B.layernorm_after."),
          new Rename("blocks\\.(\\d+)\\.attn\\.qkv\\.", "$B.attention.attention.qkv."),
          new Rename("blocks\\.(\\d+)\\.attn\\.proj\\.", "$B.attention.output.dense."),
          new Rename("blocks\\.(\\d+)\\.mlp\\.fc1\\.", "$B.intermediate.dense."),
          new Rename("blocks\\.(\\d+)\\.mlp\\.fc2\\.", "$B.output.dense."),
          new Rename("cls_token$", "embeddings.cls_token"),
          new Rename("pos_embed$", "embeddings.position_embeddings"),
          new Rename("patch_embed\\.proj\\.", "embeddings.patch_embeddings.projection."),
          new Rename("norm\\.", "layernorm."),
          new Rename("head\\.", "classifier."));

  /** What has a weight and a bias in each block. */
  private static final List<String> IN_BLOCK =
      List.of(
          "layernorm_before",
          "attention.attention.query",
          "attention.attention.key",
          "attention.attention.value",
          "attention.attention.qkv",
          "attention.output.dense",
          "layernorm_after",
          "intermediate.dense",
          "output.dense");

  private TensorNames() {}

  /** Every canonical name that a model of this many blocks may have. */
  static Set<String> ofModel(int blocks) {
    Stream<String> inBlocks =
        IntStream.range(0, blocks)
            .boxed()
            .flatMap(l -> IN_BLOCK.stream().map(part -> "encoder.layer." + l + "." + part));
    Stream<String> around =
        Stream.of("embeddings.patch_embeddings.projection", "layernorm", "classifier");
    return Stream.concat(
            Stream.of("embeddings.cls_token", "embeddings.position_embeddings"),
            Stream.concat(inBlocks, around)
                .flatMap(part -> Stream.of(part + ".weight", part + ".bias")))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a name is one that timm gives and transformers does not. */
  public static boolean isOfTimm(String name) {
    return bare(name).matches("blocks\\.\\d+\\.attn\\.qkv\\.weight");
  }

  private static String bare(String name) {
    String rest = name;
    Optional<String> wrapper = first(WRAPPERS, rest);
    while (wrapper.isPresent()) {
      rest = rest.substring(wrapper.get().length());
      wrapper = first(WRAPPERS, rest);
    }
    return rest.substring(first(ENCODERS, rest).map(String::length).orElse(0));
  }

  private static Optional<String> first(List<String> prefixes, String name) {
    return prefixes.stream().filter(name::startsWith).findFirst();
  }

  /** The canonical name; empty for a tensor that is not read. Unknown names come back unchanged. */
  static Optional<String> canonical(String name) {
    String bare = bare(name);
    if (UNUSED.contains(bare)) {
      return Optional.empty();
    }
    for (Rename rename : RENAMES) {
      var match = rename.from().matcher(bare);
      if (match.lookingAt()) {
        return Optional.of(match.replaceFirst(rename.to().replace("$B", "encoder.layer.$1")));
      }
    }
    return Optional.of(bare);
  }
}
