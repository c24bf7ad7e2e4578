package vitexplain.vit.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seeded random weights: for timing, tests, and as the start of training. */
public final class RandomWeights {
  /** Standard deviation of the initial weights, as in Hugging Face's ViTConfig. */
  private static final double INITIALIZER_RANGE = 0.02;

  private final NDManager manager;
  private final VitConfig config;
  private final DataType dtype;

  private RandomWeights(NDManager manager, VitConfig config, DataType dtype) {
    this.manager = manager;
    this.config = config;
    this.dtype = dtype;
  }

  /**
   * Normal weights, zero biases, LayerNorms that pass through; one prefix token. One model at a
   * time: the engine has one source of random numbers for all threads.
   *
   * @param manager will own the weights; its engine's random seed is set
   */
  public static synchronized VitWeights create(
      NDManager manager, VitConfig config, DataType dtype, long seed) {
    manager.getEngine().setRandomSeed((int) seed);
    int features = config.width() * config.readout().ranges().size();
    RandomWeights random = new RandomWeights(manager, config, dtype);
    return random.weights(1, config.mlpWidth(), features);
  }

  /**
   * The same for every tensor of a model that training gave it. Texts and rotations are the model's
   * own.
   *
   * @param manager will own the weights; its engine's random seed is set
   * @param model must live longer
   */
  public static synchronized VitWeights like(
      NDManager manager, VitConfig config, VitWeights model, DataType dtype, long seed) {
    manager.getEngine().setRandomSeed((int) seed);
    return new RandomWeights(manager, config, dtype).like(model);
  }

  private VitWeights like(VitWeights model) {
    long hidden = model.blocks().get(0).fc1().weight().getShape().get(0);
    boolean linear = model.head() instanceof Head.Linear;
    long features = linear ? model.classifier().weight().getShape().get(1) : 0;
    VitWeights plain = weights(model.prefixTokens(), hidden, features);
    return new VitWeights(
        plain.patch(),
        plain.prefix(),
        plain.position(),
        model.rotary(),
        model.first().map(norm -> norm()),
        plain.blocks(),
        plain.norm(),
        model.pool().map(pool -> pool(pool.heads(), pool.fc1().weight().getShape().get(0))),
        linear ? plain.head() : head(model.head()));
  }

  private Head head(Head of) {
    if (of instanceof Head.Cosine cosine && cosine.projection().isPresent()) {
      Shape s = cosine.projection().get().weight().getShape();
      LinearWeights projection = linear(s.get(0), s.get(1));
      return new Head.Cosine(
          Optional.of(projection), cosine.texts(), cosine.scale(), cosine.bias());
    }
    return of;
  }

  private AttentionPool pool(int heads, long hidden) {
    int d = config.width();
    return new AttentionPool(
        normal(1, 1, d),
        linear(d, d),
        linear(d, d),
        linear(d, d),
        linear(d, d),
        norm(),
        linear(hidden, d),
        linear(d, hidden),
        heads);
  }

  /**
   * @param prefix P
   * @param hidden what fc1 gives
   * @param features F, 0 for no classifier
   */
  private VitWeights weights(int prefix, long hidden, long features) {
    int d = config.width();
    List<BlockWeights> blocks = new ArrayList<>();
    for (int l = 0; l < config.blocks(); l++) {
      blocks.add(
          new BlockWeights(
              norm(),
              linear(d, d),
              linear(d, d),
              linear(d, d),
              linear(d, d),
              norm(),
              linear(hidden, d),
              linear(d, config.mlpWidth())));
    }
    return new VitWeights(
        linear(d, (long) config.channels() * config.patchSize() * config.patchSize()),
        prefix == 0 ? Optional.empty() : Optional.of(normal(1, prefix, d)),
        normal(1, config.layout(prefix).tokens(), d),
        Optional.empty(),
        Optional.empty(),
        blocks,
        norm(),
        Optional.empty(),
        features == 0 ? new Head.None() : new Head.Linear(linear(config.classes(), features)));
  }

  private LinearWeights linear(long out, long in) {
    return new LinearWeights(normal(out, in), manager.zeros(new Shape(out), dtype));
  }

  private NormWeights norm() {
    Shape d = new Shape(config.width());
    return new NormWeights(manager.ones(d, dtype), manager.zeros(d, dtype), config.layerNormEps());
  }

  private NDArray normal(long... shape) {
    // Devices have generators of their own, and a model is the same on each.
    try (NDManager host = manager.newSubManager(Device.cpu())) {
      DataType drawn = dtype == DataType.FLOAT64 ? dtype : DataType.FLOAT32;
      NDArray weights = host.randomNormal(0, (float) INITIALIZER_RANGE, new Shape(shape), drawn);
      NDArray moved = weights.toType(dtype, false).toDevice(manager.getDevice(), false);
      moved.attach(manager);
      return moved;
    }
  }
}
