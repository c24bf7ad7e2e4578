package vitexplain.vit.checkpoint;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vitexplain.base.Excerpt;

/**
 * Tensors that the model of a config.json does not have, by what they say about the model that they
 * are from.
 */
final class ForeignTensors {

  /**
   * @param names found anywhere in a tensor's name
   * @param meaning ends the sentence "this is ..."
   */
  private record Part(Pattern names, String meaning) {
    Part(String names, String meaning) {
      this(Pattern.compile(names), meaning);
    }
  }

  private static final List<Part> PARTS =
      List.of(
          new Part(
              "\\blora_|\\bbase_layer\\b|modules_to_save",
              "a PEFT adapter that is not merged; write the whole model with"
                  + " merge_and_unload().save_pretrained(DIR)"),
          new Part(
              "distillation_|dist_token|head_dist",
              "a distilled DeiT, with a second token beside the class token"),
          new Part(
              "register_token|reg_token|storage_tokens", "a model with register tokens (DINOv2)"),
          new Part(
              "\\bfc_norm\\b",
              "a model whose head reads the mean of the patches (timm's global_pool=avg) and not"
                  + " the class token"),
          new Part("\\battn_pool\\b|\\bhead\\.probe", "a model with attention pooling (SigLIP)"),
          new Part(
              "\\bnorm_pre\\b|pre_layrnorm|pre_layernorm|\\bln_pre\\b",
              "a model with a LayerNorm before its blocks (CLIP)"),
          new Part(
              "layer_scale|layerscale|\\bls[12]\\.gamma|\\blambda_?[12]\\b|\\bgamma_[12]\\b",
              "a model with LayerScale (DINOv2, BEiT, DeiT III, CaiT)"),
          new Part("[qk]_norm\\b|norm_[qk]\\b", "a model that normalises queries and keys"),
          new Part("relative_position|rel_pos", "a model with relative positions (BEiT, Swin)"),
          new Part("\\bdecoder\\b|decoder_", "an autoencoder (MAE, SimMIM) with its decoder"),
          new Part("text_model\\.|\\btext_", "a model of images and text (CLIP, SigLIP)"),
          new Part("patch_merging|downsample|stages?\\.\\d", "a model of several stages (Swin)"),
          new Part("weights_in|w12\\b|w3\\b|gate_proj", "a model with a gated MLP (SwiGLU)"),
          new Part(
              "\\.(SCB|qweight|qzeros|scales|quant_state|absmax)\\b", "a quantised checkpoint"));

  private ForeignTensors() {}

  /** A sentence on what the names tell; empty if they tell nothing. */
  static Optional<String> meaning(Collection<String> names, String family) {
    for (Part part : PARTS) {
      List<String> found =
          names.stream().filter(name -> part.names().matcher(name).find()).sorted().toList();
      if (!found.isEmpty()) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "tensor(s) %s: this is %s, and config.json describes a %s model without that.",
                Excerpt.of(found),
                part.meaning(),
                family));
      }
    }
    return Optional.empty();
  }
}
