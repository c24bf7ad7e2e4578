package vitexplain.vit.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

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
    return new RandomWeights(manager, config, dtype).weights();
  }

  private VitWeights weights() {
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
              linear(config.mlpWidth(), d),
              linear(d, config.mlpWidth())));
    }
    return new VitWeights(
        linear(d, (long) config.channels() * config.patchSize() * config.patchSize()),
        normal(1, 1, d),
        normal(1, config.layout(1).tokens(), d),
        blocks,
        norm(),
        linear(config.classes(), (long) d * config.readout().ranges().size()));
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
