package vitexplain.vit.checkpoint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vitexplain.vit.family.Family;
import vitexplain.vit.family.ModelDescription;
import vitexplain.vit.model.Readout;

/** The slots that a model's tensors may fill. */
final class Slots {
  private final Set<String> slots = new HashSet<>();

  private Slots() {}

  /** Every slot of the model that is described. */
  static Set<String> of(ModelDescription model) {
    Slots all = new Slots();
    model.prefix().forEach(each -> all.slots.add(each.slot()));
    if (!model.family().positions().none()) {
      all.slots.add("embeddings.position_embeddings");
    }
    all.linear("embeddings.patch_embeddings.projection");
    ModelDescription.Parts parts = model.parts();
    if (parts.preNorm()) {
      all.linear("layernorm_pre");
    }
    all.linear(parts.fcNorm() ? "fc_norm" : "layernorm");
    for (int l = 0; l < model.config().blocks(); l++) {
      all.block("encoder.layer." + l + ".", parts);
    }
    all.head(model);
    return all.slots;
  }

  private void block(String prefix, ModelDescription.Parts parts) {
    for (String part :
        List.of(
            "layernorm_before",
            "attention.attention.query",
            "attention.attention.key",
            "attention.attention.value",
            "attention.attention.qkv",
            "attention.output.dense",
            "layernorm_after",
            "intermediate.dense",
            "output.dense")) {
      linear(prefix + part);
    }
    if (parts.gate()) {
      linear(prefix + "gate.dense");
    }
    if (parts.layerScale()) {
      slots.add(prefix + "layer_scale1");
      slots.add(prefix + "layer_scale2");
    }
  }

  private void head(ModelDescription model) {
    if (model.scores() == Family.Scores.TWO_CLASSIFIERS) {
      linear("distillation_classifier");
    }
    if (model.scores() != Family.Scores.NONE) {
      linear("classifier");
    }
    slots.addAll(Set.of("projection.weight", "logit_scale", "logit_bias"));
    boolean probe = model.family().keys().containsKey("probe");
    if (probe || model.config().readout().pool() == Readout.Pool.PROBE) {
      slots.add("pooling.probe");
      for (String part :
          List.of("qkv", "kv", "query", "key", "value", "out", "norm", "fc1", "fc2")) {
        linear("pooling." + part);
      }
    }
  }

  private void linear(String name) {
    slots.add(name + ".weight");
    slots.add(name + ".bias");
  }
}
