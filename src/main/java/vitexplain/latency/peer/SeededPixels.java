package vitexplain.latency.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;

/** The images that are timed: what a pass costs does not depend on what they show. */
public final class SeededPixels {
  private SeededPixels() {}

  /**
   * Seeded noise [batch, C, height, width] on a model's device and in its element type.
   *
   * @param seed the engine's random seed is set to it
   * @param scope owns it
   */
  public static NDArray of(Vit vit, int batch, long seed, NDManager scope) {
    VitConfig c = vit.config();
    scope.getEngine().setRandomSeed((int) seed);
    Shape shape = new Shape(batch, c.channels(), c.imageHeight(), c.imageWidth());
    NDArray noise = scope.randomNormal(0, 1, shape, DataType.FLOAT32);
    return noise.toType(vit.dtype(), false);
  }
}
