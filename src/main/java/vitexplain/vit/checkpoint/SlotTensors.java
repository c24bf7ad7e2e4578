package vitexplain.vit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import vitexplain.base.Excerpt;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.vit.family.Family;
import vitexplain.vit.family.ModelDescription;
import vitexplain.vit.family.TensorNames;

/**
 * The tensors of a checkpoint by their slots, each read once and checked: what is missing,
 * mis-shaped or left over is refused by the name that it has in the file.
 */
final class SlotTensors {
  private final String model;
  private final WeightFiles file;
  private final ModelDescription description;
  private final NDManager manager;
  private final DataType dtype;

  /** Slot to the name in the file; a tensor is removed when it has been read. */
  private final Map<String, String> unread = new HashMap<>();

  /** Slots of tensors that are stored transposed. */
  private final Set<String> transposed = new HashSet<>();

  /**
   * Finds every tensor's slot and reads none.
   *
   * @param model its name, for messages
   * @param manager will own what is read
   * @param dtype that it is read in
   * @throws Refusal if two tensors mean the same
   */
  SlotTensors(
      String model,
      WeightFiles file,
      ModelDescription description,
      NDManager manager,
      DataType dtype) {
    this.model = model;
    this.file = file;
    this.description = description;
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
   * Before a tensor is missed: that it is another kind of model says more.
   *
   * @throws Refusal saying which kind
   */
  void refuseOtherModels() {
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
        && unread.keySet().stream().noneMatch(name -> name.startsWith("classifier."))) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s' is a backbone without a classifier: its weights hold no tensor '%s', which"
                  + " config.json's architectures promise. A model without classes, of which"
                  + " class-agnostic methods alone make maps, says so there, such as ViTModel.",
              model,
              description.family().names().nameOf("classifier.weight")));
    }
  }

  /**
   * A tensor, which is read once.
   *
   * @param shape that the model gives it; leading axes of 1 may be left out in the file
   * @return owned by the manager
   * @throws Refusal if it is missing, has another shape, or holds NaN or infinite values
   */
  NDArray take(String slot, long... shape) {
    if (!transposed.contains(slot)) {
      return stored(slot, shape);
    }
    try (NDArray other = stored(slot, shape[1], shape[0]);
        NDArray view = other.transpose()) {
      return view.duplicate();
    }
  }

  /** Whether a tensor is there and has not been taken. */
  boolean has(String slot) {
    return unread.containsKey(slot);
  }

  /** Lets tensors be that the model does without. */
  void ignore(Predicate<String> slots) {
    unread.keySet().removeIf(slots);
  }

  /**
   * Refuses what nobody took.
   *
   * @throws Refusal naming the tensors
   */
  void requireNoOthers() {
    if (!unread.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': unexpected tensor(s) %s; config.json describes a model without them",
              model,
              Excerpt.of(new TreeSet<>(unread.values()))));
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
        missing.equals("embeddings.cls_token") ? prefixBefore(missing) : Optional.empty();
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
