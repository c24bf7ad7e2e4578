package vitexplain.vit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vitexplain.base.Excerpt;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.vit.family.Family;
import vitexplain.vit.family.ModelDescription;
import vitexplain.vit.family.TensorNames;
import vitexplain.vit.model.AttentionPool;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.Head;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.Rotary;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/** Turns the tensors of a checkpoint into a model's weights; refuses what does not fit, by name. */
public final class Checkpoint {
  private static final String CLASS_TOKEN = "embeddings.cls_token";
  private static final String POSITION = "embeddings.position_embeddings";
  private static final String PATCH = "embeddings.patch_embeddings.projection";
  private static final String CLASSIFIER = "classifier";
  private static final String PROJECTION = "projection.weight";
  private static final String SCALE = "logit_scale";
  private static final String BIAS = "logit_bias";
  private static final String POOLING = "pooling.";

  private final String model;
  private final WeightFiles file;
  private final ModelDescription description;
  private final VitConfig config;
  private final Optional<TextClasses> classes;
  private final NDManager manager;
  private final DataType dtype;

  /** Slot to the name in the file; a tensor is removed when it has been read. */
  private final Map<String, String> unread = new HashMap<>();

  /** Slots of tensors that are stored transposed. */
  private final Set<String> transposed = new HashSet<>();

  private Checkpoint(
      String model,
      WeightFiles file,
      ModelDescription description,
      Optional<TextClasses> classes,
      NDManager manager,
      DataType dtype) {
    this.model = model;
    this.file = file;
    this.description = description;
    this.config = description.config();
    this.classes = classes;
    this.manager = manager;
    this.dtype = dtype;
    for (String name : file.names()) {
      if (Arrays.stream(file.entry(name).shape()).anyMatch(n -> n == 0)) {
        continue; // such as 0 register tokens, which transformers keeps as a tensor
      }
      description.family().names().slot(name).ifPresent(slot -> place(name, slot));
    }
  }

  private void place(String name, TensorNames.Slot slot) {
    String twin = unread.put(slot.slot(), name);
    if (twin != null) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': tensors '%s' and '%s' mean the same",
              model,
              Excerpt.of(twin),
              Excerpt.of(name)));
    }
    if (slot.transposed()) {
      transposed.add(slot.slot());
    }
  }

  /**
   * Reads the tensors and checks every one of them.
   *
   * @param model its name, for messages
   * @param description what config.json says
   * @param classes texts to compare images with, for a model that does this
   * @param manager will own the weights
   * @param dtype FLOAT32 or FLOAT64
   * @throws Refusal if a tensor is missing, extra or mis-shaped
   */
  public static VitWeights read(
      String model,
      WeightFiles file,
      ModelDescription description,
      Optional<TextClasses> classes,
      NDManager manager,
      DataType dtype) {
    Checkpoint checkpoint = new Checkpoint(model, file, description, classes, manager, dtype);
    checkpoint.refuseOtherModels();
    VitWeights weights = checkpoint.weights();
    checkpoint.ignoreWhatIsNotAskedFor();
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
    Set<String> expected = Slots.of(description);
    List<String> strangers =
        unread.entrySet().stream()
            .filter(tensor -> !expected.contains(tensor.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    ForeignTensors.meaning(strangers, description.family().name())
        .ifPresent(
            meaning -> {
              throw Refusal.request(String.format(Locale.ROOT, "model '%s': %s", model, meaning));
            });
    boolean classified =
        description.scores() == Family.Scores.CLASSIFIER
            || description.scores() == Family.Scores.TWO_CLASSIFIERS;
    if (classified
        && unread.containsKey("encoder.layer.0.layernorm_before.weight")
        && unread.keySet().stream().noneMatch(name -> name.startsWith(CLASSIFIER + "."))) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s' is a backbone without a classifier: its weights hold no tensor '%s', which"
                  + " config.json's architectures promise. A model without classes, of which"
                  + " class-agnostic methods alone make maps, says so there, such as ViTModel.",
              model,
              description.family().names().nameOf(CLASSIFIER + ".weight")));
    }
  }

  /** Parts of a model of images and texts that stay unread where no texts are given. */
  private void ignoreWhatIsNotAskedFor() {
    Family.Scores scores = description.scores();
    unread.keySet().removeAll(Set.of(PROJECTION, SCALE, BIAS));
    if (config.readout().pool() != Readout.Pool.PROBE && scores != Family.Scores.NONE) {
      boolean siglip = description.family().keys().containsKey("probe");
      unread.keySet().removeIf(slot -> siglip && slot.startsWith(POOLING));
    }
  }

  private VitWeights weights() {
    int d = config.width();
    long patch = config.patchSize();
    ModelDescription.Parts parts = description.parts();
    Optional<NDArray> prefix = prefix();
    NDArray position = position();
    NDArray kernel = tensor(PATCH + ".weight", d, config.channels(), patch, patch);
    NDArray flat = kernel.reshape(d, config.channels() * patch * patch).duplicate();
    kernel.close();
    LinearWeights patches = new LinearWeights(flat, bias(PATCH, d, parts.patchBias()));
    List<BlockWeights> blocks = new ArrayList<>();
    for (int l = 0; l < config.blocks(); l++) {
      blocks.add(block("encoder.layer." + l + "."));
    }
    return new VitWeights(
        patches,
        prefix,
        position,
        rotary(),
        parts.preNorm() ? Optional.of(norm("layernorm_pre")) : Optional.empty(),
        blocks,
        norm(parts.fcNorm() ? "fc_norm" : "layernorm"),
        config.readout().pool() == Readout.Pool.PROBE ? Optional.of(pool()) : Optional.empty(),
        head());
  }

  private Optional<NDArray> prefix() {
    List<NDArray> tokens = new ArrayList<>();
    for (ModelDescription.Prefix each : description.prefix()) {
      tokens.add(tensor(each.slot(), 1, each.count(), config.width()));
    }
    return tokens.stream().reduce((first, second) -> joined(first, second, 1));
  }

  private NDArray joined(NDArray first, NDArray second, int axis) {
    try (first;
        second) {
      NDArray both = first.concat(second, axis);
      both.attach(manager);
      return both;
    }
  }

  /** For the grid of the images, [1, P + n, d]; prefix tokens without a position get 0. */
  private NDArray position() {
    long d = config.width();
    long before = description.prefixTokens();
    PatchLayout grid = config.layout(description.prefixTokens());
    if (description.family().positions().none()) {
      return manager.zeros(new Shape(1, grid.tokens(), d), dtype);
    }
    PatchLayout stored = description.stored();
    long positioned = description.positioned();
    NDArray all = tensor(POSITION, 1, positioned + stored.patches(), d);
    NDArray position = all;
    if (stored.rows() != grid.rows() || stored.columns() != grid.columns()) {
      try (all) {
        position = resampled(all, positioned, stored, grid);
      }
    }
    if (positioned == before) {
      return position;
    }
    try (NDArray found = position) {
      String at = ":, " + positioned + ":";
      NDArray zeros = manager.zeros(new Shape(1, before - positioned, d), dtype);
      NDArray patches = found.get(at).duplicate();
      NDArray rest = joined(zeros, patches, 1);
      return positioned == 0 ? rest : joined(found.get(":, :" + positioned).duplicate(), rest, 1);
    }
  }

  private NDArray resampled(NDArray all, long prefix, PatchLayout stored, PatchLayout grid) {
    int d = config.width();
    double[] values = all.get(":, " + prefix + ":").toType(DataType.FLOAT64, true).toDoubleArray();
    double[] other =
        new Positions(description.family().positions().antialias())
            .resampled(
                values,
                new int[] {stored.rows(), stored.columns()},
                new int[] {grid.rows(), grid.columns()},
                d);
    NDArray patches = manager.create(other, new Shape(1, grid.patches(), d)).toType(dtype, false);
    return prefix == 0 ? patches : joined(all.get(":, :" + prefix).duplicate(), patches, 1);
  }

  private Optional<Rotary> rotary() {
    if (description.parts().rope().isEmpty()) {
      return Optional.empty();
    }
    PatchLayout grid = config.layout(description.prefixTokens());
    return Optional.of(
        RotaryAngles.of(grid, config.headWidth(), description.parts().rope().getAsDouble())
            .on(manager, dtype));
  }

  private Head head() {
    long features = (long) config.width() * config.readout().ranges().size();
    return switch (description.scores()) {
      case NONE -> new Head.None();
      case CLASSIFIER -> new Head.Linear(linear(CLASSIFIER, config.classes(), features, true));
      case TWO_CLASSIFIERS -> new Head.Linear(averaged());
      case TEXTS, PROJECTED_TEXTS -> classes.isEmpty() ? new Head.None() : cosine(classes.get());
    };
  }

  /** Two classifiers as one on both tokens' features. */
  private LinearWeights averaged() {
    int d = config.width();
    LinearWeights first = linear(CLASSIFIER, config.classes(), d, true);
    LinearWeights second = linear("distillation_classifier", config.classes(), d, true);
    NDArray weight = joined(first.weight(), second.weight(), 1);
    NDArray bias = first.bias().add(second.bias());
    return new LinearWeights(weight.muli(0.5), bias.muli(0.5));
  }

  private Head cosine(TextClasses texts) {
    long width = config.width();
    Optional<LinearWeights> projection = Optional.empty();
    if (description.scores() == Family.Scores.PROJECTED_TEXTS) {
      long out = texts.width();
      NDArray weight = tensor(PROJECTION, out, width);
      projection = Optional.of(new LinearWeights(weight, zeros(out)));
    } else if (texts.width() != width) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s': embeddings have %d values each; model '%s' gives %d",
              texts.file(),
              texts.width(),
              model,
              width));
    }
    NDArray embeddings =
        manager
            .create(texts.values(), new Shape(texts.names().size(), texts.width()))
            .toType(dtype, false);
    return new Head.Cosine(projection, embeddings, Math.exp(scalar(SCALE)), scalar(BIAS));
  }

  /** 0 where the file has none. */
  private double scalar(String slot) {
    if (!unread.containsKey(slot)) {
      return 0;
    }
    try (NDArray value = tensor(slot, 1)) {
      return value.toType(DataType.FLOAT64, true).getDouble(0);
    }
  }

  private AttentionPool pool() {
    int d = config.width();
    List<LinearWeights> inputs = attentionInputs(POOLING, true, true, true);
    return new AttentionPool(
        tensor(POOLING + "probe", 1, 1, d),
        inputs.get(0),
        inputs.get(1),
        inputs.get(2),
        linear(POOLING + "out", d, d, true),
        norm(POOLING + "norm"),
        linear(POOLING + "fc1", config.mlpWidth(), d, true),
        linear(POOLING + "fc2", d, config.mlpWidth(), true),
        config.heads());
  }

  private BlockWeights block(String prefix) {
    int d = config.width();
    ModelDescription.Parts parts = description.parts();
    List<LinearWeights> qkv =
        attentionInputs(prefix + "attention.attention.", parts.query(), parts.key(), parts.value());
    LinearWeights out = linear(prefix + "attention.output.dense", d, d, parts.out());
    LinearWeights fc1 = fc1(prefix);
    LinearWeights fc2 = linear(prefix + "output.dense", d, config.mlpWidth(), parts.mlp());
    return new BlockWeights(
        norm(prefix + "layernorm_before"),
        qkv.get(0),
        qkv.get(1),
        qkv.get(2),
        parts.layerScale() ? scaled(out, prefix + "layer_scale1") : out,
        norm(prefix + "layernorm_after"),
        fc1,
        parts.layerScale() ? scaled(fc2, prefix + "layer_scale2") : fc2);
  }

  /** A gated MLP's gate comes first; it is a tensor of its own, or the first rows of this one. */
  private LinearWeights fc1(String prefix) {
    int d = config.width();
    ModelDescription.Parts parts = description.parts();
    long m = config.mlpWidth();
    if (!parts.gate()) {
      long rows = parts.gated() ? 2 * m : m;
      return linear(prefix + "intermediate.dense", rows, d, parts.mlp());
    }
    LinearWeights gate = linear(prefix + "gate.dense", m, d, parts.mlp());
    LinearWeights up = linear(prefix + "intermediate.dense", m, d, parts.mlp());
    return new LinearWeights(
        joined(gate.weight(), up.weight(), 0), joined(gate.bias(), up.bias(), 0));
  }

  /** The factor behind a projection, as part of it. */
  private LinearWeights scaled(LinearWeights linear, String slot) {
    int d = config.width();
    try (NDArray factor = tensor(slot, d);
        NDArray rows = factor.reshape(d, 1)) {
      return new LinearWeights(linear.weight().muli(rows), linear.bias().muli(factor));
    }
  }

  /** Query, key and value, which may be rows of one matrix or of two. */
  private List<LinearWeights> attentionInputs(
      String prefix, boolean query, boolean key, boolean value) {
    int d = config.width();
    if (unread.containsKey(prefix + "qkv.weight")) {
      return parts(linear(prefix + "qkv", 3L * d, d, query), 3);
    }
    LinearWeights first = linear(prefix + "query", d, d, query);
    if (unread.containsKey(prefix + "kv.weight")) {
      List<LinearWeights> rest = parts(linear(prefix + "kv", 2L * d, d, key), 2);
      return List.of(first, rest.get(0), rest.get(1));
    }
    return List.of(first, linear(prefix + "key", d, d, key), linear(prefix + "value", d, d, value));
  }

  private List<LinearWeights> parts(LinearWeights joint, int count) {
    int d = config.width();
    List<LinearWeights> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
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
    return new LinearWeights(tensor(name + ".weight", out, in), bias(name, out, bias));
  }

  private NDArray bias(String name, long out, boolean there) {
    return there ? tensor(name + ".bias", out) : zeros(out);
  }

  private NDArray zeros(long count) {
    return manager.zeros(new Shape(count), dtype);
  }

  private NormWeights norm(String name) {
    long d = config.width();
    return new NormWeights(
        tensor(name + ".weight", d), tensor(name + ".bias", d), config.layerNormEps());
  }

  private NDArray tensor(String slot, long... shape) {
    if (!transposed.contains(slot)) {
      return stored(slot, shape);
    }
    try (NDArray other = stored(slot, shape[1], shape[0])) {
      return other.transpose().duplicate();
    }
  }

  private NDArray stored(String slot, long... shape) {
    String name = unread.remove(slot);
    if (name == null) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': tensor '%s' is missing%s",
              model,
              description.family().names().nameOf(slot),
              nearest(slot)));
    }
    long[] found = file.entry(name).shape();
    if (!Arrays.equals(withoutLeadingOnes(found), withoutLeadingOnes(shape))) {
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

  /** An axis of 1 that stands for a batch is kept by some packages and not by others. */
  private static long[] withoutLeadingOnes(long[] shape) {
    int first = 0;
    while (first < shape.length && shape[first] == 1) {
      first++;
    }
    return Arrays.copyOfRange(shape, first, shape.length);
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
        if (isSlot(name.substring(dot + 1), missing)) {
          return Optional.of(name.substring(0, dot + 1));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isSlot(String name, String missing) {
    return description
        .family()
        .names()
        .slot(name)
        .filter(slot -> slot.slot().equals(missing))
        .isPresent();
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
    Set<String> expected = Slots.of(description);
    List<String> strangers =
        unread.keySet().stream()
            .filter(slot -> !expected.contains(slot)) // the rest has places of its own
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
