package vitexplain.vit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Refusal;
import vitexplain.vit.family.Family;
import vitexplain.vit.family.ModelDescription;
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

/**
 * Builds a model's weights from the tensors of a checkpoint, in one form for all families: what can
 * be folded into a projection is, absent biases are zeros, positions are those of the images' grid.
 * The manager ends up with the weights and nothing else.
 */
public final class Checkpoint {
  private static final String POSITION = "embeddings.position_embeddings";
  private static final String PATCH = "embeddings.patch_embeddings.projection";
  private static final String CLASSIFIER = "classifier";
  private static final String PROJECTION = "projection.weight";
  private static final String SCALE = "logit_scale";
  private static final String BIAS = "logit_bias";
  private static final String POOLING = "pooling.";

  private final String model;
  private final SlotTensors tensors;
  private final ModelDescription description;
  private final VitConfig config;
  private final Optional<TextClasses> classes;
  private final NDManager manager;
  private final DataType dtype;

  private Checkpoint(
      String model,
      SlotTensors tensors,
      ModelDescription description,
      Optional<TextClasses> classes,
      NDManager manager,
      DataType dtype) {
    this.model = model;
    this.tensors = tensors;
    this.description = description;
    this.config = description.config();
    this.classes = classes;
    this.manager = manager;
    this.dtype = dtype;
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
    SlotTensors tensors = new SlotTensors(model, file, description, manager, dtype);
    tensors.refuseOtherModels();
    Checkpoint checkpoint = new Checkpoint(model, tensors, description, classes, manager, dtype);
    VitWeights weights = checkpoint.weights();
    checkpoint.ignoreWhatIsNotAskedFor();
    tensors.requireNoOthers();
    return weights;
  }

  /** Parts of a model of images and texts that stay unread where no texts are given. */
  private void ignoreWhatIsNotAskedFor() {
    Family.Scores scores = description.scores();
    tensors.ignore(Set.of(PROJECTION, SCALE, BIAS)::contains);
    if (config.readout().pool() != Readout.Pool.PROBE && scores != Family.Scores.NONE) {
      boolean hasProbe = description.family().keys().containsKey("probe");
      tensors.ignore(slot -> hasProbe && slot.startsWith(POOLING));
    }
  }

  private VitWeights weights() {
    int d = config.width();
    ModelDescription.Parts parts = description.parts();
    Optional<NDArray> prefix = prefix();
    NDArray position = position();
    LinearWeights patches = new LinearWeights(kernel(), bias(PATCH, d, parts.patchBias()));
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

  /** [d, C p p]. */
  private NDArray kernel() {
    long d = config.width();
    long patch = config.patchSize();
    try (NDArray kernel = tensors.take(PATCH + ".weight", d, config.channels(), patch, patch);
        NDArray flat = kernel.reshape(d, config.channels() * patch * patch)) {
      return flat.duplicate();
    }
  }

  private Optional<NDArray> prefix() {
    List<NDArray> tokens = new ArrayList<>();
    for (ModelDescription.Prefix each : description.prefix()) {
      tokens.add(tensors.take(each.slot(), 1, each.count(), config.width()));
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
    NDArray all = tensors.take(POSITION, 1, positioned + stored.patches(), d);
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
      NDArray none = manager.zeros(new Shape(1, before - positioned, d), dtype);
      NDArray rest = joined(none, part(found, ":, " + positioned + ":"), 1);
      return positioned == 0 ? rest : joined(part(found, ":, :" + positioned), rest, 1);
    }
  }

  private NDArray resampled(NDArray all, long prefix, PatchLayout stored, PatchLayout grid) {
    int d = config.width();
    double[] values;
    try (NDArray patches = part(all, ":, " + prefix + ":");
        NDArray doubles = patches.toType(DataType.FLOAT64, true)) {
      values = doubles.toDoubleArray();
    }
    double[] other =
        new PositionResampling(description.family().positions().antialias())
            .resampled(
                values,
                new int[] {stored.rows(), stored.columns()},
                new int[] {grid.rows(), grid.columns()},
                d);
    NDArray patches = array(other, new Shape(1, grid.patches(), d));
    return prefix == 0 ? patches : joined(part(all, ":, :" + prefix), patches, 1);
  }

  /** A copy: a view would keep the memory of the whole. */
  private static NDArray part(NDArray of, String index) {
    try (NDArray view = of.get(index)) {
      return view.duplicate();
    }
  }

  /** In the model's dtype. */
  private NDArray array(double[] values, Shape shape) {
    NDArray exact = manager.create(values, shape);
    if (dtype == DataType.FLOAT64) {
      return exact; // a change to the same type shares the Java buffer, which closing would free
    }
    try (exact) {
      return exact.toType(dtype, true);
    }
  }

  private Optional<Rotary> rotary() {
    if (description.parts().rope().isEmpty()) {
      return Optional.empty();
    }
    PatchLayout grid = config.layout(description.prefixTokens());
    RotaryAngles angles =
        RotaryAngles.of(grid, config.headWidth(), description.parts().rope().getAsDouble());
    Shape shape = new Shape(grid.tokens(), config.headWidth());
    return Optional.of(new Rotary(array(angles.cos(), shape), array(angles.sin(), shape)));
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
    try (NDArray other = second.bias()) {
      return new LinearWeights(weight.muli(0.5), first.bias().addi(other).muli(0.5));
    }
  }

  private Head cosine(TextClasses texts) {
    long width = config.width();
    Optional<LinearWeights> projection = Optional.empty();
    if (description.scores() == Family.Scores.PROJECTED_TEXTS) {
      long out = texts.width();
      NDArray weight = tensors.take(PROJECTION, out, width);
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
    NDArray embeddings = array(texts.values(), new Shape(texts.names().size(), texts.width()));
    return new Head.Cosine(projection, embeddings, Math.exp(scalar(SCALE)), scalar(BIAS));
  }

  /** 0 where the file has none. */
  private double scalar(String slot) {
    if (!tensors.has(slot)) {
      return 0;
    }
    try (NDArray value = tensors.take(slot, 1);
        NDArray exact = value.toType(DataType.FLOAT64, true)) {
      return exact.getDouble(0);
    }
  }

  private AttentionPool pool() {
    int d = config.width();
    List<LinearWeights> inputs = attentionInputs(POOLING, true, true, true);
    return new AttentionPool(
        tensors.take(POOLING + "probe", 1, 1, d),
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
    try (NDArray factor = tensors.take(slot, d);
        NDArray rows = factor.reshape(d, 1)) {
      return new LinearWeights(linear.weight().muli(rows), linear.bias().muli(factor));
    }
  }

  /** Query, key and value, which may be rows of one matrix or of two. */
  private List<LinearWeights> attentionInputs(
      String prefix, boolean query, boolean key, boolean value) {
    int d = config.width();
    if (tensors.has(prefix + "qkv.weight")) {
      return parts(linear(prefix + "qkv", 3L * d, d, query), 3);
    }
    LinearWeights first = linear(prefix + "query", d, d, query);
    if (tensors.has(prefix + "kv.weight")) {
      List<LinearWeights> rest = parts(linear(prefix + "kv", 2L * d, d, key), 2);
      return List.of(first, rest.get(0), rest.get(1));
    }
    return List.of(first, linear(prefix + "key", d, d, key), linear(prefix + "value", d, d, value));
  }

  private List<LinearWeights> parts(LinearWeights joint, int count) {
    int d = config.width();
    List<LinearWeights> parts = new ArrayList<>();
    try (NDArray weight = joint.weight();
        NDArray bias = joint.bias()) {
      for (int i = 0; i < count; i++) {
        String rows = i * d + ":" + (i + 1) * d;
        parts.add(new LinearWeights(part(weight, rows), part(bias, rows)));
      }
    }
    return parts;
  }

  private LinearWeights linear(String name, long out, long in, boolean bias) {
    return new LinearWeights(tensors.take(name + ".weight", out, in), bias(name, out, bias));
  }

  private NDArray bias(String name, long out, boolean there) {
    return there ? tensors.take(name + ".bias", out) : zeros(out);
  }

  private NDArray zeros(long count) {
    return manager.zeros(new Shape(count), dtype);
  }

  private NormWeights norm(String name) {
    long d = config.width();
    return new NormWeights(
        tensors.take(name + ".weight", d), tensors.take(name + ".bias", d), config.layerNormEps());
  }
}
