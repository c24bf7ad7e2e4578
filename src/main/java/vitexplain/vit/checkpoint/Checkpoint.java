package vitexplain.vit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vitexplain.base.Excerpt;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/** Turns the tensors of a checkpoint into a model's weights; refuses what does not fit, by name. */
public final class Checkpoint {
  private static final String CLASS_TOKEN = "embeddings.cls_token";
  private static final String POSITION = "embeddings.position_embeddings";

  private final String model;
  private final WeightFiles file;
  private final VitConfig config;
  private final NDManager manager;
  private final DataType dtype;

  /** Canonical name to the name in the file; a tensor is removed when it has been read. */
  private final Map<String, String> unread = new HashMap<>();

  private Checkpoint(
      String model, WeightFiles file, VitConfig config, NDManager manager, DataType dtype) {
    this.model = model;
    this.file = file;
    this.config = config;
    this.manager = manager;
    this.dtype = dtype;
    for (String name : file.names()) {
      TensorNames.canonical(name)
          .ifPresent(
              canonical -> {
                String twin = unread.put(canonical, name);
                if (twin != null) {
                  throw Refusal.request(
                      String.format(
                          Locale.ROOT,
                          "model '%s': tensors '%s' and '%s' mean the same",
                          model,
                          Excerpt.of(twin),
                          Excerpt.of(name)));
                }
              });
    }
  }

  /**
   * Reads the tensors and checks every one of them.
   *
   * @param model its name, for messages
   * @param manager will own the weights
   * @param dtype FLOAT32 or FLOAT64
   * @throws Refusal if a tensor is missing, extra or mis-shaped
   */
  public static VitWeights read(
      String model, WeightFiles file, VitConfig config, NDManager manager, DataType dtype) {
    Checkpoint checkpoint = new Checkpoint(model, file, config, manager, dtype);
    checkpoint.refuseOtherModels();
    VitWeights weights = checkpoint.weights();
    if (!checkpoint.unread.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': unexpected tensor(s) %s; config.json describes a model without them",
              model,
              Excerpt.of(new TreeSet<>(checkpoint.unread.values()))));
    }
    return weights;
  }

  /** Before a tensor is missed: that it is another kind of model says more. */
  private void refuseOtherModels() {
    Set<String> expected = TensorNames.ofModel(config.blocks());
    List<String> strangers =
        unread.entrySet().stream()
            .filter(tensor -> !expected.contains(tensor.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    ForeignTensors.meaning(strangers)
        .ifPresent(
            meaning -> {
              throw Refusal.request(String.format(Locale.ROOT, "model '%s': %s", model, meaning));
            });
    if (unread.containsKey("encoder.layer.0.layernorm_before.weight")
        && unread.keySet().stream().noneMatch(name -> name.startsWith("classifier."))) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s' is a backbone without a classifier: its weights hold no tensor"
                  + " 'classifier.weight' (timm: 'head.weight'). Classes need a fine-tuned model,"
                  + " such as google/vit-base-patch16-224.",
              model));
    }
  }

  private VitWeights weights() {
    long d = config.width();
    long patch = config.patchSize();
    NDArray cls = tensor(CLASS_TOKEN, 1, 1, d);
    NDArray position = tensor(POSITION, 1, 1 + config.layout(1).patches(), d);
    NDArray kernel =
        tensor("embeddings.patch_embeddings.projection.weight", d, config.channels(), patch, patch);
    NDArray flat = kernel.reshape(d, config.channels() * patch * patch).duplicate();
    kernel.close();
    LinearWeights patches =
        new LinearWeights(flat, tensor("embeddings.patch_embeddings.projection.bias", d));
    List<BlockWeights> blocks = new ArrayList<>();
    for (int l = 0; l < config.blocks(); l++) {
      blocks.add(block("encoder.layer." + l + "."));
    }
    return new VitWeights(
        patches,
        cls,
        position,
        blocks,
        norm("layernorm"),
        linear("classifier", config.classes(), d, true));
  }

  private BlockWeights block(String prefix) {
    int d = config.width();
    List<LinearWeights> qkv = attentionInputs(prefix + "attention.attention.");
    return new BlockWeights(
        norm(prefix + "layernorm_before"),
        qkv.get(0),
        qkv.get(1),
        qkv.get(2),
        linear(prefix + "attention.output.dense", d, d, true),
        norm(prefix + "layernorm_after"),
        linear(prefix + "intermediate.dense", config.mlpWidth(), d, true),
        linear(prefix + "output.dense", d, config.mlpWidth(), true));
  }

  /** Query, key and value; timm keeps them as the rows of one matrix. */
  private List<LinearWeights> attentionInputs(String prefix) {
    int d = config.width();
    boolean bias = config.qkvBias();
    if (!unread.containsKey(prefix + "qkv.weight")) {
      return List.of(
          linear(prefix + "query", d, d, bias),
          linear(prefix + "key", d, d, bias),
          linear(prefix + "value", d, d, bias));
    }
    LinearWeights joint = linear(prefix + "qkv", 3L * d, d, bias);
    List<LinearWeights> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String rows = i * d + ":" + (i + 1) * d;
      parts.add(
          new LinearWeights(
              joint.weight().get(rows).duplicate(), joint.bias().get(rows).duplicate()));
    }
    joint.weight().close();
    joint.bias().close();
    return parts;
  }

  private LinearWeights linear(String name, long out, long in, boolean bias) {
    return new LinearWeights(
        tensor(name + ".weight", out, in),
        bias ? tensor(name + ".bias", out) : manager.zeros(new Shape(out), dtype));
  }

  private NormWeights norm(String name) {
    long d = config.width();
    return new NormWeights(
        tensor(name + ".weight", d), tensor(name + ".bias", d), config.layerNormEps());
  }

  private NDArray tensor(String canonical, long... shape) {
    String name = unread.remove(canonical);
    if (name == null) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': tensor '%s' is missing%s",
              model,
              canonical,
              nearest(canonical)));
    }
    long[] found = file.entry(name).shape();
    if (!Arrays.equals(found, shape)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': tensor '%s' has shape %s; config.json makes it %s",
              model,
              Excerpt.of(name),
              Excerpt.of(Arrays.toString(found)),
              Arrays.toString(shape)));
    }
    if (dtype == DataType.FLOAT64) {
      double[] values = file.doubles(name);
      requireFinite(name, FiniteValues.of(values));
      return manager.create(values, new Shape(shape));
    }
    float[] values = file.floats(name);
    requireFinite(name, FiniteValues.of(values));
    NDArray exact = manager.create(values, new Shape(shape));
    return dtype == DataType.FLOAT32 ? exact : rounded(exact);
  }

  private void requireFinite(String name, FiniteValues values) {
    if (!values.all()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': tensor '%s' holds %d value(s) that are NaN or infinite, the first at index"
                  + " %d of %d; what is computed with them means nothing. Export or train it again.",
              model,
              Excerpt.of(name),
              values.others(),
              values.first(),
              values.size()));
    }
  }

  private NDArray rounded(NDArray exact) {
    try (exact) {
      return exact.toType(dtype, true);
    }
  }

  /** What a wrapper put before a name; empty if that name is not among the tensors. */
  private Optional<String> prefixBefore(String missing) {
    for (String name : new TreeSet<>(unread.values())) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        if (TensorNames.canonical(name.substring(dot + 1)).equals(Optional.of(missing))) {
          return Optional.of(name.substring(0, dot + 1));
        }
      }
    }
    return Optional.empty();
  }

  private String nearest(String missing) {
    Optional<String> prefix =
        missing.equals(CLASS_TOKEN) ? prefixBefore(missing) : Optional.empty();
    if (prefix.isPresent()) {
      return String.format(
          Locale.ROOT,
          "; its names begin with '%s', which this version does not know. Save the weights without it.",
          Excerpt.of(prefix.get()));
    }
    Set<String> expected = TensorNames.ofModel(config.blocks());
    List<String> strangers =
        unread.keySet().stream()
            .filter(canonical -> !expected.contains(canonical)) // the rest has places of its own
            .toList();
    return NearestName.near(missing, strangers).stream()
        .findFirst()
        .map(
            near ->
                "; found '"
                    + Excerpt.of(unread.get(near))
                    + "'. Is this another kind of checkpoint?")
        .orElse("");
  }
}
