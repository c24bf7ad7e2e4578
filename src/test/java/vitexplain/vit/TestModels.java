package vitexplain.vit;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.Head;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.RandomWeights;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/** Small random models for tests: large enough weights that attention is far from uniform. */
public final class TestModels {
  /** Twelve patches (3 x 4), 3 blocks, 2 heads of width 8, 5 classes. */
  public static final VitConfig TINY = tiny(3);

  private TestModels() {}

  /** {@link #TINY} with another number of blocks. */
  public static VitConfig tiny(int blocks) {
    return of(blocks, 2, Activation.GELU);
  }

  /** {@link #TINY} with other blocks, heads and activation. */
  public static VitConfig of(int blocks, int heads, Activation activation) {
    return new VitConfig(
        24,
        32,
        8,
        3,
        16,
        blocks,
        heads,
        40,
        activation,
        true,
        1e-6,
        Readout.CLASS_TOKEN,
        List.of("a", "b", "c", "d", "e"));
  }

  /** {@link #TINY} whose scores are read from other tokens. */
  public static VitConfig reading(Readout readout) {
    VitConfig c = TINY;
    return new VitConfig(
        c.imageHeight(),
        c.imageWidth(),
        c.patchSize(),
        c.channels(),
        c.width(),
        c.blocks(),
        c.heads(),
        c.mlpWidth(),
        c.activation(),
        c.qkvBias(),
        c.layerNormEps(),
        readout,
        c.labels());
  }

  /** {@link #TINY} with a single class. */
  public static VitConfig oneClass() {
    return TINY.withLabels(List.of("only"));
  }

  /** A model whose weights are normal with a standard deviation that spreads attention out. */
  public static Vit random(VitConfig config, DataType dtype, long seed) {
    NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    VitWeights weights = RandomWeights.create(manager, config, DataType.FLOAT64, seed);
    VitWeights spread =
        EveryTensor.replaced(
            weights,
            array ->
                array
                    .mul(10)
                    .add(manager.randomNormal(0, 0.1f, array.getShape(), DataType.FLOAT64))
                    .toType(dtype, false));
    return new Vit(manager, config, spread);
  }

  /**
   * The same model with logits {@code factor} times as large and {@code shift} added; its weights
   * belong to {@code model}, which must live longer.
   */
  public static Vit withLogits(Vit model, double factor, double shift) {
    VitWeights w = model.weights();
    LinearWeights head =
        new LinearWeights(
            w.classifier().weight().mul(factor), w.classifier().bias().mul(factor).add(shift));
    return new Vit(
        NDManager.newBaseManager(Device.cpu(), "PyTorch"),
        model.config(),
        w.with(new Head.Linear(head)));
  }

  /** The same model with biases of 0; its weights belong to {@code model}. */
  public static Vit withoutBiases(Vit model) {
    return new Vit(
        NDManager.newBaseManager(Device.cpu(), "PyTorch"),
        model.config(),
        EveryTensor.withoutBiases(model.weights()));
  }

  /** The same model whose MLPs give nothing but a bias; its weights belong to {@code model}. */
  public static Vit withHiddenLayersOfZeros(Vit model) {
    return new Vit(
        NDManager.newBaseManager(Device.cpu(), "PyTorch"),
        model.config(),
        EveryTensor.withHiddenLayersOfZeros(model.weights()));
  }

  /** The same model in float16; closed by itself. */
  public static Vit inFloat16(Vit model) {
    VitWeights half =
        EveryTensor.replaced(model.weights(), array -> array.toType(DataType.FLOAT16, true));
    return new Vit(NDManager.newBaseManager(Device.cpu(), "PyTorch"), model.config(), half);
  }

  /** Seeded pixels, normal, [B, C, height, width]. */
  public static NDArray pixels(Vit model, NDManager scope, int batch, long seed) {
    VitConfig c = model.config();
    scope.getEngine().setRandomSeed((int) seed);
    return scope
        .randomNormal(
            0, 1, new Shape(batch, c.channels(), c.imageHeight(), c.imageWidth()), DataType.FLOAT64)
        .toType(model.dtype(), false);
  }
}
