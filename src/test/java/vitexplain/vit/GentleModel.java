package vitexplain.vit;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;

/**
 * The model of the peers' golden files: 3 x 4 patches, 3 blocks, 5 classes. Its weights are of the
 * size of trained ones, so its logits are smooth in the pixels, as finite differences and integrals
 * need; those of {@link TestModels} nearly jump.
 */
public final class GentleModel {
  /** Where it lies, beside the maps made from it. */
  public static final Path DIRECTORY = Path.of("src/test/resources/golden/methods/peers");

  private GentleModel() {}

  /** Float32 weights, widened if need be. */
  public static Vit open(DataType dtype) {
    return new ModelDirectory("gentle", DIRECTORY).open(Device.cpu(), dtype, 0);
  }
}
